public import HubModel

/// Why a resident can't be erased.
public enum ErasureError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The id stands for nobody.
    case nobody
    /// The station has facts from before there was sealing, which no key protects.
    case plainFacts(StationCode)

    public var description: String {
        switch self {
        case .nobody: "该编号不代表任何居民 / the id stands for no resident"
        case .plainFacts(let station):
            "站点 \(station) 尚有未加密的记录，请先运行 xinlian-hub keys seal / "
                + "station \(station) has facts that are not sealed yet; run xinlian-hub keys seal first"
        }
    }
}
