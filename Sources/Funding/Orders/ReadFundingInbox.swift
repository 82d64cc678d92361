import Foundation
public import HubModel
public import Postgres

/// Reads what waits for somebody who answers for money: orders without a budget, and steps that no money follows.
public struct ReadFundingInbox: Sendable {
    public struct Inbox: Sendable {
        public var unfunded: [UnfundedOrder] = []
        /// Where the next page of them begins; nil on the last one.
        public var next: FundingInboxPlace?
        public var exceptions: [FundingException] = []
        public var unfundedCount = 0
        public var exceptionCount = 0
    }

    public init() {}

    /// - Parameters:
    ///   - station: nil for all that the reader sees; the counts are of all in any case.
    ///   - connection: in a transaction of whoever reads.
    public func callAsFunction(
        of station: StationCode? = nil, after place: FundingInboxPlace? = nil, limit: Int = 50,
        on connection: isolated Connection
    ) async throws -> Inbox {
        let found = try await connection.pipeline([
            FundingInboxQueries.unfunded(of: station, after: place, limit: limit + 1),
            FundingInboxQueries.exceptions(of: station, limit: limit), FundingInboxQueries.counts,
        ])
        let unfunded = try found[0].rows.compactMap(Self.unfunded)
        var inbox = Inbox(unfunded: Array(unfunded.prefix(limit)))
        if unfunded.count > limit, let last = inbox.unfunded.last {
            inbox.next = FundingInboxPlace(time: last.occurredAt, station: last.key.station, order: last.key.order)
        }
        inbox.exceptions = try found[1].rows.compactMap(Self.exception)
        if let counts = try found[2].rows.first?.decode(Int64.self, Int64.self) {
            (inbox.unfundedCount, inbox.exceptionCount) = (Int(counts.0), Int(counts.1))
        }
        return inbox
    }

    private static func unfunded(_ row: Row) throws -> UnfundedOrder? {
        let (station, order, package, item, reason, wanted, actual, occurredAt) = try row.decode(
            String.self, String.self, String.self, String.self, String?.self, Int64.self, Int64?.self, Date.self)
        guard let station = StationCode(rawValue: station) else { return nil }
        return UnfundedOrder(
            key: OrderKey(station: station, order: order), package: package, item: item,
            reason: reason.flatMap(OrderFunding.Reason.init(rawValue:)), wantedFen: wanted, actualFen: actual,
            occurredAt: occurredAt)
    }

    private static func exception(_ row: Row) throws -> FundingException? {
        let (station, order, code, times, raisedAt, fact) = try row.decode(
            String.self, String.self, String.self, Int64.self, Date.self, UUID.self)
        guard let station = StationCode(rawValue: station) else { return nil }
        return FundingException(
            key: OrderKey(station: station, order: order), code: FundingException.Code(rawValue: code),
            times: Int(times), raisedAt: raisedAt, fact: FactID(rawValue: fact),
            state: try row.decode("state", as: String?.self).flatMap(OrderFunding.State.init(rawValue:)),
            package: try row.decode("package"), item: try row.decode("item"), wantedFen: try row.decode("wanted_fen"),
            actualFen: try row.decode("actual_fen"))
    }
}
