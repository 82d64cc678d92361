public import Foundation
public import HubModel
import Postgres

/// A business event 经济业务 as it was recorded, with the voucher that it made.
public struct FundingEventRecord: Hashable, Sendable {
    /// How a voucher is named, and where it stands.
    public struct Voucher: Hashable, Sendable {
        public var id: UUID
        public var word: String
        /// The first day of the month that it is numbered in.
        public var month: CivilDate
        /// Nil before its approval.
        public var number: Int?
        public var state: VoucherSummary.State
    }

    public var id: UUID
    /// A code of the posting rules.
    public var event: String
    public var occurredAt: Date
    /// The day it is booked on.
    public var day: CivilDate
    public var notes: [BookingDay.Note]
    /// Nil when the reader doesn't see it, such as a station's manager the district's line.
    public var line: BudgetLine?
    /// Of an allocation or adjustment, where the money went.
    public var toLine: BudgetLine?
    public var station: StationCode?
    public var order: String?
    public var fact: FactID?
    /// Fen by the names of the rule's base amounts.
    public var amounts: [String: Int64]
    public var document: String?
    public var reason: String?
    public var reverses: UUID?
    /// Nil is the hub itself.
    public var recordedBy: UUID?
    public var recordedAt: Date
    /// Nil of an event that makes no entries.
    public var voucher: Voucher?

    /// A row of ``FundingEventQueries``.
    init(_ row: Row) throws {
        id = try row.decode("event_id")
        event = try row.decode("event")
        occurredAt = try row.decode("occurred_at")
        day = CivilDate(driver: try row.decode("day"))
        notes = try row.decode("notes", as: [String].self).compactMap(BookingDay.Note.init(rawValue:))
        line = try Self.line(row, "line_")
        toLine = try Self.line(row, "to_")
        station = try row.decode("station_id", as: String?.self).flatMap(StationCode.init(rawValue:))
        order = try row.decode("order_id")
        fact = try row.decode("fact_id", as: UUID?.self).map(FactID.init(rawValue:))
        amounts = try row.decode("amounts", as: JSONB.self).decode(as: [String: Int64].self)
        document = try row.decode("document")
        reason = try row.decode("reason")
        reverses = try row.decode("reverses")
        recordedBy = try row.decode("recorded_by")
        recordedAt = try row.decode("recorded_at")
        guard let voucher = try row.decode("voucher_id", as: UUID?.self) else { return }
        self.voucher = Voucher(
            id: voucher, word: try row.decode("word"), month: CivilDate(driver: try row.decode("month")),
            number: try row.decode("number", as: Int32?.self).map(Int.init),
            state: VoucherSummary.State(rawValue: try row.decode("state")) ?? .waiting)
    }

    private static func line(_ row: Row, _ prefix: String) throws -> BudgetLine? {
        guard let code = try row.decode(prefix + "funding_line", as: String?.self) else { return nil }
        return BudgetLine(
            fundingLine: code, from: CivilDate(driver: try row.decode(prefix + "first")),
            through: CivilDate(driver: try row.decode(prefix + "last")),
            station: try row.decode(prefix + "station", as: String?.self).flatMap(StationCode.init(rawValue:)))
    }
}
