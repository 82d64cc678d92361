public import Foundation
public import HubModel

/// A voucher, or its entries in one account, behind a figure.
public struct FigureVoucher: Equatable, Sendable {
    public var voucher: UUID
    public var day: CivilDate
    /// Such as `记-12`.
    public var number: String
    /// What happened.
    public var title: LocalizedText
    public var station: StationCode?
    public var order: String?
    /// Nil when the whole voucher is meant.
    public var isDebit: Bool?
    /// On its side; negative for red letters.
    public var fen: Int64
}
