public import FactLog
import HubModel

/// Why a batch is refused as a whole; nothing of it is stored.
public enum BatchRefusal: Error, Equatable, Sendable {
    /// The body of line `line` (from 1), or the batch's description when `line` is nil, can't be read.
    case unreadable(line: Int?, detail: String)
    /// More bytes or facts than the protocol allows; `line` when a single line is too long.
    case tooLarge(line: Int?)
    /// The body is not the one that the digest is of.
    case badDigest
    /// The key that signed, or line `line`, belongs to another station.
    case wrongStation(line: Int?)
    /// The next fact the hub can take is `expected`.
    case gap(expected: Int64)
    /// Another fact is stored at `seq`.
    case fork(seq: Int64, stored: FactHash, sent: FactHash)
    /// The hub follows `current`; facts of an earlier epoch are no longer taken.
    case oldEpoch(current: Int)
    /// The epoch was not granted yet.
    case unknownEpoch(current: Int)
    /// The hash at `seq` does not follow from the one before it.
    case brokenChain(seq: Int64)
}
