public import HubModel

/// Why somebody's wish about the government's money is not granted.
public protocol FundingRefusal: Error, Sendable {
    /// What went wrong and what to do next.
    var words: LocalizedText { get }
}
