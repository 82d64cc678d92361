import FactLog
import Foundation
import GRDB
import HubModel

/// The result of recomputing a book's chains from the stored lines.
public struct ChainVerification: Hashable, Sendable {
    /// The first place where the chain does not hold.
    public struct Break: Hashable, Sendable {
        public enum Reason: String, Sendable {
            /// A seq is missing.
            case missing
            case unreadableLine
            /// The line is another fact's, or not the one indexed under this place.
            case wrongHeader
            /// The line's hash does not follow from the one before it.
            case wrongHash
            /// The line and the table disagree about the hash, or the chain's head is not its last fact.
            case wrongHead
        }

        public var place: FactPlace
        public var reason: Reason
    }

    /// Facts that hold, up to the break if there is one.
    public var verified: Int
    public var firstBreak: Break?
}

extension LocalBook {
    /// Recomputes every hash of every epoch from the stored lines.
    public func verifyChain() async throws -> ChainVerification {
        try await pool.read { [station] database in
            var verifying = Verifying(station: station)
            let epochs = try Row.fetchAll(database, sql: "SELECT epoch, seq, hash FROM chain_head ORDER BY epoch")
            for head in epochs {
                let epoch: Int = head["epoch"]
                verifying.begin(epoch: epoch)
                let rows = try Row.fetchCursor(
                    database, sql: "SELECT seq, id, kind, line, hash FROM fact WHERE epoch = ? ORDER BY seq",
                    arguments: [epoch])
                while verifying.result.firstBreak == nil, let row = try rows.next() {
                    verifying.verify(seq: row["seq"], id: row["id"], kind: row["kind"], row["line"], row["hash"])
                }
                verifying.end(headSeq: head["seq"], headHash: head["hash"])
                if verifying.result.firstBreak != nil { break }
            }
            return verifying.result
        }
    }
}

private struct Verifying {
    let station: StationCode
    var result = ChainVerification(verified: 0, firstBreak: nil)
    private var epoch = 1
    private var seq: Int64 = 0
    private var previous: FactHash
    private var reader = FactLineReader()

    init(station: StationCode) {
        self.station = station
        previous = FactChain.genesis(station: station, origin: .station, epoch: 1)
    }

    mutating func begin(epoch: Int) {
        self.epoch = epoch
        seq = 0
        previous = FactChain.genesis(station: station, origin: .station, epoch: epoch)
    }

    private mutating func stop(_ seq: Int64, _ reason: ChainVerification.Break.Reason) {
        result.firstBreak = .init(place: FactPlace(epoch: epoch, seq: seq), reason: reason)
    }

    mutating func verify(seq next: Int64, id: String, kind: String, _ line: Data, _ stored: Data) {
        guard next == seq + 1 else { return stop(seq + 1, .missing) }
        let bytes = [UInt8](line)
        let fact: FactLine? = bytes.withUnsafeBufferPointer { buffer in
            try? reader.read(buffer, 0..<buffer.count)
        }
        guard let fact else { return stop(next, .unreadableLine) }
        guard fact.header.station == station, fact.header.epoch == epoch, fact.header.seq == next,
            fact.header.id.description == id, fact.header.kind == kind
        else { return stop(next, .wrongHeader) }
        let hash = bytes.withUnsafeBytes { buffer in
            let digest = fact.salt.withUnsafeBytes { salt in
                FactChain.dataDigest(salt: salt, data: UnsafeRawBufferPointer(rebasing: buffer[fact.dataRange]))
            }
            let header = UnsafeRawBufferPointer(rebasing: buffer[fact.headerRange])
            return FactChain.link(previous: previous, header: header, dataDigest: digest)
        }
        guard hash == fact.hash else { return stop(next, .wrongHash) }
        guard FactHash(bytes: stored) == hash else { return stop(next, .wrongHead) }
        previous = hash
        seq = next
        result.verified += 1
    }

    mutating func end(headSeq: Int64, headHash: Data) {
        guard result.firstBreak == nil else { return }
        if headSeq > seq { return stop(seq + 1, .missing) }
        if headSeq < seq || FactHash(bytes: headHash) != previous { stop(seq, .wrongHead) }
    }
}
