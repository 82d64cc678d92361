import Federation
import Foundation
public import HubModel
import Postgres
public import Protection
public import Services

/// Reads the orders of a station, whoever told of them: the station's node, its people at the hub, or residents.
public struct ReadOrders: Sendable {
    /// What a list is asked for.
    public struct Filter: Equatable, Sendable {
        public var state: OrderStepKind?
        public var package: String?
        public var oldestFirst = false

        public init(state: OrderStepKind? = nil, package: String? = nil, oldestFirst: Bool = false) {
            self.state = state
            self.package = package
            self.oldestFirst = oldestFirst
        }
    }

    public struct Page: Sendable {
        public var orders: [OrderRecord] = []
        /// Packages that the station has orders of.
        public var packages: [String] = []
        /// Where the next page begins; nil on the last one.
        public var next: OrderCursor?
    }

    let desk: OrderDesk

    public init(_ desk: OrderDesk) {
        self.desk = desk
    }

    /// - Throws: `PostgresError`; `KeyRingError`; `SubjectKeyError`.
    public func callAsFunction(
        of station: StationCode, _ filter: Filter = Filter(), after cursor: OrderCursor? = nil, limit: Int = 30,
        as principal: Principal
    ) async throws -> Page {
        let desk = desk
        return try await desk.database.withTransaction(as: principal, isolation: .repeatableRead, readOnly: true) {
            connection in
            var page = Page()
            let rows = try await connection.rows(
                OrderQueries.page(
                    of: station, state: filter.state, package: filter.package, after: cursor,
                    oldestFirst: filter.oldestFirst, limit: limit + 1),
                as: (String.self, [String].self, Date.self))
            var reader = OrderReader(station: station, desk: desk)
            for (order, steps, _) in rows.prefix(limit) {
                page.orders.append(
                    try await reader.record(order, OrderStanding(stored: steps), whole: false, on: connection))
            }
            page.packages = try await connection.rows(OrderQueries.packages(of: station), as: String.self)
            if rows.count > limit, let last = rows.prefix(limit).last {
                page.next = OrderCursor(beganAt: last.2, order: last.0)
            }
            return page
        }
    }

    /// One order with its steps.
    ///
    /// - Returns: nil when the principal sees no such order.
    /// - Throws: `PostgresError`; `KeyRingError`; `SubjectKeyError`.
    public func one(
        _ order: String, of station: StationCode, as principal: Principal
    ) async throws -> OrderRecord? {
        let desk = desk
        return try await desk.database.withTransaction(as: principal, isolation: .repeatableRead, readOnly: true) {
            connection -> OrderRecord? in
            let row = try await connection.first(
                ServiceQueries.orders([order], of: station), as: (String.self, [String].self))
            guard let row, OrderStanding(stored: row.1).state != nil else { return nil }
            var reader = OrderReader(station: station, desk: desk)
            var record = try await reader.record(order, OrderStanding(stored: row.1), whole: true, on: connection)
            guard record.state == .delivered, case .person = principal else { return record }
            let answer = try await connection.first(
                OrderQueries.answers(on: order, at: station), as: (Date.self, String.self))
            if let answer, answer.1 == OrderLinkOutcome.denied.rawValue { record.deniedAt = answer.0 }
            return record
        }
    }

    /// What whoever holds a link to verify is shown: the hub reads it for the station.
    ///
    /// - Throws: ``OrderLinkError/unknown``; `PostgresError`; `KeyRingError`; `SubjectKeyError`.
    public func delivered(_ link: OrderLink) async throws -> OrderRecord {
        guard let order = link.order,
            let record = try await one(order, of: link.station, as: .station(link.station))
        else { throw OrderLinkError.unknown }
        return record
    }
}

/// Opens the facts of orders.
private struct OrderReader {
    let station: StationCode
    let rules: FactRules
    var keys: SubjectKeys

    init(station: StationCode, desk: OrderDesk) {
        self.station = station
        rules = desk.rules
        keys = SubjectKeys(desk.keys, of: station)
    }

    /// - Parameter whole: false reads the latest fact alone.
    mutating func record(
        _ order: String, _ standing: OrderStanding, whole: Bool, on connection: isolated Connection
    ) async throws -> OrderRecord {
        var record = OrderRecord(order: order, standing: standing)
        let sources = standing.steps.compactMap { step in step.source.map { (step.kind, $0) } }
            .sorted { Self.place($0) < Self.place($1) }
        for (kind, source) in whole ? sources[...] : sources.suffix(1) {
            let stored = StoredFacts(station: station, rules: rules)
            let place = FactPlace(source)
            guard let entry = try await stored.entry(at: place, keys: &keys, on: connection) else { continue }
            let step = try? JSONDecoder().decode(OrderStep.self, from: Data(entry.data ?? []))
            record.steps.append(
                OrderRecord.Step(
                    kind: kind, occurredAt: entry.occurredAt, actor: entry.actor, evidence: step?.evidence,
                    reason: step?.reason))
            if let step { record.line = OrderLine(step) }
            record.subject = entry.subject ?? record.subject
        }
        return record
    }

    private static func place(_ step: (OrderStepKind, OrderSource)) -> (Int64, Int, Int64) {
        (step.1.occurredAt, OrderStepKind.allCases.firstIndex(of: step.0) ?? 0, step.1.seq)
    }
}

extension OrderLine {
    init(_ step: OrderStep) {
        self.init(
            order: step.order, package: step.package, item: step.item, amountFen: step.amountFen,
            copaymentFen: step.copaymentFen, group: step.group, performer: step.performer)
    }
}
