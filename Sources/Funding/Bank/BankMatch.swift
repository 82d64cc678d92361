public import Foundation
public import HubModel

/// A match that stands.
public struct BankMatch: Hashable, Sendable {
    public var id: UUID
    /// By a person, rather than by the rules.
    public var isChosen: Bool
    public var by: UUID
    public var at: Date
    /// Of its latest line; nil when vouchers take each other back.
    public var day: CivilDate?
    public var fen: Int64
    public var vouchers: [UUID]
    /// Their numbers, such as `记-12`.
    public var numbers: [String]
}
