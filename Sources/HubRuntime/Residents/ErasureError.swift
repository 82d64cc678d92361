/// Why a resident can't be erased.
public enum ErasureError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The id stands for nobody.
    case nobody

    public var description: String {
        switch self {
        case .nobody: "该编号不代表任何居民 / the id stands for no resident"
        }
    }
}
