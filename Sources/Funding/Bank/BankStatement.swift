public import Foundation
public import HubModel

/// A statement that was imported.
public struct BankStatement: Hashable, Sendable {
    public var id: UUID
    public var days: ClosedRange<CivilDate>
    public var openingFen: Int64?
    public var closingFen: Int64?
    /// How many lines it was the first to bring.
    public var lines: Int64
    public var importedBy: UUID
    public var importedAt: Date
}
