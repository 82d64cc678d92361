import Foundation
import HubModel
public import Postgres

/// Reads what the money of an order did: reserved, given back, verified, claimed, paid, with line and voucher.
public struct ReadOrderFunding: Sendable {
    public init() {}

    /// - Parameter connection: in a transaction of whoever reads; a station's manager is told of the own station's orders,
    ///   people who answer for money of all.
    /// - Returns: nil when the order never cost the government anything, or the reader may not see it.
    /// - Throws: `PostgresError`.
    public func callAsFunction(_ key: OrderKey, on connection: isolated Connection) async throws -> OrderFundingRecord?
    {
        let found = try await connection.pipeline([
            OrderFundingQueries.standing(of: key), OrderFundingQueries.events(of: key),
            OrderFundingQueries.claims(of: key),
            OrderFundingQueries.claimEvents(of: key), OrderFundingQueries.exceptions(of: key),
        ]).map(\.rows)
        guard let row = found[0].first, let funding = try OrderRows.decode(found[0])[key] else { return nil }
        var money = OrderFundingRecord(funding: funding, line: try OrderFundingRows.line(row, at: key.station))
        money.entries = try found[1].map { try OrderFundingRows.entry($0) } + found[3].map(OrderFundingRows.claimEntry)
        money.claims = try found[2].map(OrderFundingRows.claim)
        money.exceptions = try found[4].map(OrderFundingRows.exception)
        return money
    }
}

/// Reads the rows of ``OrderFundingQueries``.
private enum OrderFundingRows {
    static func line(_ row: Row, at station: StationCode?) throws -> BudgetLine? {
        guard let code = try row.decode("funding_line", as: String?.self),
            let first = try row.decode("first_month", as: CalendarDate?.self),
            let last = try row.decode("last_month", as: CalendarDate?.self)
        else { return nil }
        return BudgetLine(
            fundingLine: code, from: CivilDate(driver: first), through: CivilDate(driver: last), station: station)
    }

    static func entry(_ row: Row, fen: Int64? = nil, claim: UUID? = nil) throws -> OrderFundingRecord.Entry {
        let station = try row.decode("line_station", as: String?.self).flatMap(StationCode.init(rawValue:))
        var amount = fen ?? 0
        if fen == nil {
            // Every base amount of an order's event is the whole, or a part of `total`.
            let amounts = try row.decode("amounts", as: JSONB.self).decode(as: [String: Int64].self)
            amount = amounts["total"] ?? amounts.values.max() ?? 0
        }
        return OrderFundingRecord.Entry(
            occurredAt: try row.decode("occurred_at"),
            day: CivilDate(driver: try row.decode("day", as: CalendarDate.self)), event: try row.decode("event"),
            fen: amount, line: try line(row, at: station), reason: try row.decode("reason", as: String?.self),
            notes: try row.decode("notes", as: [String].self).compactMap(BookingDay.Note.init(rawValue:)),
            voucher: try voucher(row), claim: claim)
    }

    static func claimEntry(_ row: Row) throws -> OrderFundingRecord.Entry {
        try entry(row, fen: try row.decode("fen", as: Int64.self), claim: try row.decode("claim_id", as: UUID.self))
    }

    private static func voucher(_ row: Row) throws -> OrderFundingRecord.Voucher? {
        guard let id = try row.decode("voucher_id", as: UUID?.self) else { return nil }
        return OrderFundingRecord.Voucher(
            id: id, word: try row.decode("word"), number: try row.decode("number", as: Int32?.self).map(Int.init),
            month: CivilDate(driver: try row.decode("month", as: CalendarDate.self)),
            state: try row.decode("voucher_state"))
    }

    static func claim(_ row: Row) throws -> OrderFundingRecord.Claim {
        let (id, number, state, fen, submittedAt) = try row.decode(
            UUID.self, String.self, String.self, Int64.self, Date.self)
        return OrderFundingRecord.Claim(id: id, number: number, state: state, fen: fen, submittedAt: submittedAt)
    }

    static func exception(_ row: Row) throws -> OrderFundingRecord.Exception {
        let (code, differences, raisedAt, resolvedAt) = try row.decode(
            String.self, JSONB.self, Date.self, Date?.self)
        return OrderFundingRecord.Exception(
            code: code, differences: try differences.decode(as: [OrderDifference].self), raisedAt: raisedAt,
            resolvedAt: resolvedAt)
    }
}
