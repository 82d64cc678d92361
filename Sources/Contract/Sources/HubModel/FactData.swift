/// The data of one kind of fact, as the sync protocol writes it.
public protocol FactData: Codable, Hashable, Sendable {
    /// The kind this is the data of.
    static var kind: FactKind { get }
}
