import FactLog
import Federation
public import Foundation
import HubModel
public import PluginHost
import Postgres
public import Protection
public import Services

/// What the use cases of service orders share: reading an order behind the locks, and recording a step.
public struct OrderDesk: Sendable {
    let database: HubDatabase
    let rules: FactRules
    let keys: KeyRing
    let configuration: ConfigurationInForce
    let timeZone: TimeZone
    /// Whom to ask for whom a package is meant; nil asks nobody.
    let plugins: PluginHost?

    public init(
        database: HubDatabase, rules: FactRules, keys: KeyRing, configuration: ConfigurationInForce,
        timeZone: TimeZone, plugins: PluginHost? = nil
    ) {
        self.plugins = plugins
        self.database = database
        self.rules = rules
        self.keys = keys
        self.configuration = configuration
        self.timeZone = timeZone
    }

    /// Reads who orders at a station.
    func person(at station: StationCode) -> ReadOrderingPerson {
        ReadOrderingPerson(station: station, rules: rules, keys: keys, timeZone: timeZone)
    }

    func day(of time: Date) -> CivilDate { LocalDays(timeZone: timeZone).day(of: time) }

    var record: RecordHubFacts { RecordHubFacts(database: database, rules: rules, keys: keys) }

    /// The station of somebody who works there.
    ///
    /// - Throws: ``OrderError/unknownOrder`` for everybody else.
    static func station(of acting: Principal.Acting) throws -> StationCode {
        guard case .station(let station) = acting.assignment.organization, acting.assignment.role.isAtStation else {
            throw OrderError.unknownOrder
        }
        return station
    }

    /// An order that is about to take a step: where it stands, and what its latest fact says of it.
    struct Current: Sendable {
        var standing: OrderStanding
        var line: OrderLine
        var subject: ResidentID?
    }

    /// - Throws: ``OrderError/unknownOrder``, ``OrderError/notHeld``; `PostgresError`; `KeyRingError`; `SubjectKeyError`.
    func current(
        _ order: String, at station: StationCode, on connection: isolated Connection
    ) async throws -> Current {
        let row = try await connection.first(
            ServiceQueries.orders([order], of: station), as: (String.self, [String].self))
        guard let row else { throw OrderError.unknownOrder }
        let standing = OrderStanding(stored: row.1)
        guard standing.state != nil else { throw OrderError.unknownOrder }
        let latest = standing.steps.compactMap(\.source).max { ($0.occurredAt, $0.seq) < ($1.occurredAt, $1.seq) }
        guard let latest else { throw OrderError.notHeld }
        var subjectKeys = SubjectKeys(keys, of: station)
        let fact = try await StoredFacts(station: station, rules: rules).fact(
            at: FactPlace(latest), keys: &subjectKeys, on: connection)
        guard let fact, let reading = fact.meaning?.order else { throw OrderError.notHeld }
        return Current(standing: standing, line: OrderLine(reading), subject: fact.subject)
    }

    /// Records one step of an order after checking that it may take it.
    ///
    /// - Parameters:
    ///   - principal: writes the station's rows.
    ///   - actor: who a fact names as its recorder.
    ///   - change: what the step adds to the line, and what is done beside it in the same transaction.
    func take(
        _ step: OrderStepKind, _ order: String, at station: StationCode, as principal: Principal, actor: String,
        event: AuditEvent, at now: Date, evidence: String? = nil, reason: String? = nil,
        _ change: @escaping @Sendable (inout OrderLine, isolated Connection) async throws -> Void = { _, _ in }
    ) async throws {
        let desk = self
        try await record(for: station, as: principal, at: now) { connection in
            let current = try await desk.current(order, at: station, on: connection)
            try OrderRules.check(step, after: current.standing)
            var line = current.line
            try await change(&line, connection)
            let data = try FactComposer.dataBytes(
                encoding: OrderStep(line: line, evidence: evidence, reason: reason))
            return ([HubFact(kind: step.factKind, data: data, actor: actor, subject: current.subject)], event)
        }
    }
}

extension Role {
    /// Whether somebody with the role works at a station.
    var isAtStation: Bool { self == .stationManager || self == .stationStaff }
}

extension FactPlace {
    init(_ source: OrderSource) { self.init(origin: source.origin, epoch: source.epoch, seq: source.seq) }
}

extension OrderLine {
    init(_ reading: OrderReading) {
        self.init(
            order: reading.order, package: reading.package, item: reading.item, amountFen: reading.amountFen,
            copaymentFen: reading.copaymentFen == 0 ? nil : reading.copaymentFen, group: reading.group,
            performer: reading.performer)
    }
}

extension OrderStepKind {
    var factKind: FactKind {
        switch self {
        case .placed: .orderPlaced
        case .accepted: .orderAccepted
        case .delivered: .orderDelivered
        case .verified: .orderVerified
        case .cancelled: .orderCancelled
        }
    }

    var deed: AuditDeed {
        switch self {
        case .placed: .orderPlaced
        case .accepted: .orderAccepted
        case .delivered: .orderDelivered
        case .verified: .orderVerified
        case .cancelled: .orderCancelled
        }
    }
}

extension AuditEvent {
    /// A step of an order, told in the station's chain; of a resident's link the beginning of its id stands for the agent.
    static func order(
        _ deed: AuditDeed, _ order: String?, at station: StationCode, by agent: Agent, source: String?, at now: Date
    ) -> AuditEvent {
        AuditEvent(
            .change, deed == .orderPlaced ? .create : .update, deed, in: .station(station), by: agent,
            on: .init(.order, order), source: source, at: now)
    }
}

/// A text that somebody typed, without white space around it; nil unless it has 2 to 500 characters.
func orderWords(_ text: String) -> String? {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return (2...500).contains(trimmed.unicodeScalars.count) ? trimmed : nil
}
