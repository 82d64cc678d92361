public import Foundation
public import HubModel
import Postgres

/// A voucher 记账凭证 in a list.
public struct VoucherSummary: Hashable, Sendable {
    public enum State: String, CaseIterable, Sendable {
        case waiting, approved, rejected
    }

    public var id: UUID
    public var word: String
    /// The first day of the month that it is numbered in.
    public var month: CivilDate
    public var day: CivilDate
    /// Nil before its approval.
    public var number: Int?
    public var state: State
    public var totalFen: Int64
    /// 1 or 2.
    public var approvalsNeeded: Int
    /// All zeros is the hub itself.
    public var preparedBy: UUID
    public var preparedAt: Date
    public var station: StationCode?
    /// The voucher that it takes back.
    public var reverses: UUID?
    public var eventID: UUID
    /// A code of the posting rules.
    public var event: String
    public var order: String?
    public var document: String?
    public var fundingLine: String?
    /// Who approved it so far.
    public var approvals: [UUID]
    /// Whether it waits for the one who reads.
    public var waitsForReader: Bool

    /// A row of ``VoucherReadQueries``.
    init(_ row: Row) throws {
        id = try row.decode("voucher_id")
        word = try row.decode("word")
        month = CivilDate(driver: try row.decode("month"))
        day = CivilDate(driver: try row.decode("day"))
        number = try row.decode("number", as: Int32?.self).map(Int.init)
        state = State(rawValue: try row.decode("state")) ?? .waiting
        totalFen = try row.decode("total_fen")
        approvalsNeeded = Int(try row.decode("approvals_needed", as: Int32.self))
        preparedBy = try row.decode("prepared_by")
        preparedAt = try row.decode("prepared_at")
        station = try row.decode("station_id", as: String?.self).flatMap(StationCode.init(rawValue:))
        reverses = try row.decode("reverses")
        eventID = try row.decode("event_id")
        event = try row.decode("event")
        order = try row.decode("order_id")
        document = try row.decode("document")
        fundingLine = try row.decode("funding_line")
        approvals = try row.decode("approvals")
        waitsForReader = try row.decode("rank", as: Int32.self) == 0
    }

    /// Whether somebody may decide on it: it waits, and they neither prepared it nor approved it.
    public func waits(for account: UUID) -> Bool {
        state == .waiting && bar(to: account) == nil
    }

    /// Why somebody may not decide on it while it waits; nil when they may.
    public func bar(to account: UUID) -> SeparationOfDuties.Bar? {
        SeparationOfDuties.bar(to: account, preparedBy: preparedBy, decidedBy: approvals)
    }
}
