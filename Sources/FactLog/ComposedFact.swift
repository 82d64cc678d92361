/// A fact ready to be stored and sent: its line and the link it adds to the chain.
public struct ComposedFact: Sendable {
    /// UTF-8 without a line feed.
    public var line: [UInt8]
    public var hash: FactHash
}
