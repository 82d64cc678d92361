public import Foundation
public import HubModel

/// A voucher as one account of money sees it.
public struct CashVoucher: Hashable, Sendable {
    public var id: UUID
    public var day: CivilDate
    /// Such as `记-12`.
    public var number: String
    public var title: LocalizedText
    public var station: StationCode?
    /// The number of the event's document.
    public var document: String?
    /// Debits less credits of the account: money that came in; negative went out.
    public var fen: Int64
}
