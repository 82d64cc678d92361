import DistrictConfig
public import Foundation
public import HubModel
public import Postgres

/// Reads vouchers 记账凭证, in a list or one with all that stands on it.
public struct ReadVouchers: Sendable {
    /// What a list is asked for.
    public struct Filter: Hashable, Sendable {
        /// The first day of a month.
        public var month: CivilDate?
        public var state: VoucherSummary.State?
        public var word: String?

        public init(month: CivilDate? = nil, state: VoucherSummary.State? = nil, word: String? = nil) {
            self.month = month
            self.state = state
            self.word = word
        }

        public var isEmpty: Bool { self == Filter() }
    }

    public struct Page: Sendable {
        public var vouchers: [VoucherSummary] = []
        /// The months that have vouchers, the latest first.
        public var months: [CivilDate] = []
        /// Where the next page begins; nil on the last one.
        public var next: PlaceInList?
    }

    public init() {}

    /// - Parameters:
    ///   - decider: the reader, when the reader may decide on vouchers: what waits for them comes first.
    ///   - connection: in a transaction of whoever reads, as with all of these.
    public func callAsFunction(
        _ filter: Filter, decider: UUID?, after place: PlaceInList? = nil, limit: Int = 50,
        on connection: isolated Connection
    ) async throws -> Page {
        let found = try await connection.pipeline([
            VoucherReadQueries.page(filter, decider: decider, after: place, limit: limit + 1),
            VoucherReadQueries.months,
        ])
        let vouchers = try found[0].rows.map(VoucherSummary.init)
        var page = Page(vouchers: Array(vouchers.prefix(limit)))
        page.months = try found[1].rows.map { CivilDate(driver: try $0.decode("month", as: CalendarDate.self)) }
        if vouchers.count > limit, let last = page.vouchers.last {
            page.next = PlaceInList(rank: last.waitsForReader ? 0 : 1, day: last.day, id: last.id)
        }
        return page
    }

    /// - Returns: nil when the reader sees no such voucher.
    public func one(_ id: UUID, on connection: isolated Connection) async throws -> VoucherRecord? {
        guard let row = try await connection.first(VoucherReadQueries.one(id)) else { return nil }
        let summary = try VoucherSummary(row)
        let found = try await connection.pipeline([
            FundingEventQueries.one(summary.eventID), VoucherReadQueries.entries(of: id),
            VoucherReadQueries.decisions(on: id), VoucherReadQueries.attachments(of: id),
            VoucherReadQueries.reversals(of: id), VoucherReadQueries.name(of: summary.reverses ?? id),
        ])
        guard let event = try found[0].rows.first.map(FundingEventRecord.init) else { return nil }
        var record = VoucherRecord(summary: summary, event: event)
        record.entries = try found[1].rows.map(Self.entry)
        record.decisions = try found[2].rows.map { row in
            let (by, decision, reason, at) = try row.decode(UUID.self, String.self, String?.self, Date.self)
            return VoucherRecord.Decision(by: by, approves: decision == "approved", reason: reason, at: at)
        }
        record.attachments = try found[3].rows.map { row in
            let (name, digest, bytes, by, at) = try row.decode(
                String.self, String.self, Int64.self, UUID.self, Date.self)
            return VoucherRecord.Attachment(name: name, digest: digest, bytes: bytes, addedBy: by, addedAt: at)
        }
        record.reversals = try found[4].rows.map(Self.name)
        if summary.reverses != nil { record.reverses = try found[5].rows.first.map(Self.name) }
        if let station = summary.station, let order = summary.order {
            record.orderEvents = try await ReadFundingEvents().ofOrder(
                OrderKey(station: station, order: order), on: connection)
        }
        return record
    }

    /// How many vouchers wait, and how many of them for somebody who may decide.
    public func waiting(for decider: UUID?, on connection: isolated Connection) async throws -> (all: Int, own: Int) {
        let counts = try await connection.first(
            VoucherReadQueries.waiting(for: decider), as: (Int64.self, Int64.self))
        return (Int(counts?.0 ?? 0), Int(counts?.1 ?? 0))
    }

    private static func entry(_ row: Row) throws -> VoucherRecord.Entry {
        let (_, ledger, debit, debitDimensions, credit, creditDimensions, fen) = try row.decode(
            Int16.self, String.self, String.self, JSONB.self, String.self, JSONB.self, Int64.self)
        return VoucherRecord.Entry(
            book: FundingBook(rawValue: ledger) ?? .financial,
            debit: .init(code: debit, dimensions: try debitDimensions.decode(as: [String: String].self)),
            credit: .init(code: credit, dimensions: try creditDimensions.decode(as: [String: String].self)), fen: fen)
    }

    private static func name(_ row: Row) throws -> FundingEventRecord.Voucher {
        let (id, word, month, number, state) = try row.decode(
            UUID.self, String.self, CalendarDate.self, Int32?.self, String.self)
        return FundingEventRecord.Voucher(
            id: id, word: word, month: CivilDate(driver: month), number: number.map(Int.init),
            state: VoucherSummary.State(rawValue: state) ?? .waiting)
    }
}
