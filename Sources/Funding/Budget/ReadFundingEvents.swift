public import Foundation
import HubModel
public import Postgres

/// Reads what happened to a budget line or to the money of an order.
public struct ReadFundingEvents: Sendable {
    public struct Page: Sendable {
        public var events: [FundingEventRecord] = []
        /// Where the next page begins; nil on the last one.
        public var next: PlaceInList?
    }

    public init() {}

    /// - Parameter connection: in a transaction of whoever reads, as with all of these.
    /// - Returns: the latest first.
    public func ofLine(
        _ line: UUID, after place: PlaceInList? = nil, limit: Int = 50, on connection: isolated Connection
    ) async throws -> Page {
        let events = try await connection.rows(FundingEventQueries.ofLine(line, after: place, limit: limit + 1))
            .map(FundingEventRecord.init)
        var page = Page(events: Array(events.prefix(limit)))
        if events.count > limit, let last = page.events.last { page.next = PlaceInList(day: last.day, id: last.id) }
        return page
    }

    /// - Returns: the earliest first.
    public func ofOrder(_ key: OrderKey, on connection: isolated Connection) async throws -> [FundingEventRecord] {
        try await connection.rows(FundingEventQueries.ofOrder(key)).map(FundingEventRecord.init)
    }

    /// - Returns: nil when the reader sees no such event.
    public func one(_ event: UUID, on connection: isolated Connection) async throws -> FundingEventRecord? {
        try await connection.first(FundingEventQueries.one(event)).map(FundingEventRecord.init)
    }

    /// How many claims of those that the reader sees nobody decided on yet.
    public func openClaims(on connection: isolated Connection) async throws -> Int {
        Int(try await connection.first(FundingEventQueries.openClaims, as: Int64.self) ?? 0)
    }

    /// Whether an event is recorded already, such as one that a form asks for again.
    public func exists(_ event: UUID, on connection: isolated Connection) async throws -> Bool {
        try await connection.first(FundingEventQueries.exists(event), as: Bool.self) ?? false
    }

    /// The budget line with an id; nil when the reader sees none.
    public func line(_ id: UUID, on connection: isolated Connection) async throws -> BudgetLine? {
        try LineRows.decode(try await connection.rows(FundingQueries.lines([id]))).first
    }

    /// The fiscal years that the reader sees lines of, the latest first.
    public func years(on connection: isolated Connection) async throws -> [Int] {
        try await connection.rows(FundingEventQueries.years, as: Int32.self).map(Int.init)
    }
}
