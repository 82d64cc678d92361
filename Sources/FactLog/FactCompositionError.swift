/// A fact that the protocol does not allow to be recorded.
public enum FactCompositionError: Error, Equatable, Sendable {
    /// The line would have `bytes` bytes, more than ``SyncLimits/lineBytes``.
    case tooLong(bytes: Int)
    /// The data is not JSON the hub can keep.
    case invalidData(JSONProblem)
    /// The salt has another length than 16 bytes.
    case invalidSalt
}
