public import Foundation
public import HubModel

/// A movement that a statement tells of.
public struct BankLine: Hashable, Sendable {
    public var id: UUID
    public var day: CivilDate
    /// Money that came in; negative went out.
    public var fen: Int64
    public var document: String?
    public var counterparty: String?
    public var summary: String?
}
