public import DistrictConfig
public import Foundation
public import HubModel
import Postgres
public import Protection

/// Stores decisions on what stations offer. Whether the offers follow the rules was checked before.
public struct DecideOffer: Sendable {
    /// What is decided for one station.
    public struct Draft: Sendable {
        public var station: StationCode
        public var offer: StationOffer
        public var effectiveAt: Date
        /// The number of the latest decision that the person had seen, 0 for none: what came after it must be looked at
        /// first.
        public var basis: Int64

        public init(station: StationCode, offer: StationOffer, effectiveAt: Date, basis: Int64) {
            self.station = station
            self.offer = offer
            self.effectiveAt = effectiveAt
            self.basis = basis
        }

        func decision(_ origin: OfferDecision.Origin, by account: UUID?, at now: Date) -> OfferDecision {
            let seconds = effectiveAt.timeIntervalSince1970.rounded(.down)
            let revision = OfferRevision(
                number: basis + 1, effectiveAt: Date(timeIntervalSince1970: seconds), offer: offer)
            return OfferDecision(
                station: station, revision: revision, origin: origin, decidedAt: now, decidedBy: account)
        }
    }

    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// Stores decisions of a person, all or none, each told in its station's chain of the audit trail.
    ///
    /// - Throws: ``OvertakenOffer``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ drafts: [Draft], by acting: Principal.Acting, source: String?, at now: Date
    ) async throws -> [OfferDecision] {
        let origin: OfferDecision.Origin = acting.assignment.role.isBureau ? .bureau : .station
        let decisions = drafts.map { $0.decision(origin, by: acting.account, at: now) }
        try await store(decisions, as: .person(acting), by: .person(acting), source: source)
        return decisions
    }

    /// Stores what the configuration's files say.
    ///
    /// - Throws: ``OvertakenOffer``, `PostgresError`.
    public func configured(_ drafts: [Draft], at now: Date) async throws {
        try await store(
            drafts.map { $0.decision(.configuration, by: nil, at: now) }, as: .district, by: .system, source: nil)
    }

    private func store(
        _ decisions: [OfferDecision], as principal: Principal, by agent: AuditEvent.Agent, source: String?
    ) async throws {
        guard !decisions.isEmpty else { return }
        try await database.withTransaction(as: principal) { connection in
            for decision in decisions.sorted(by: { $0.station < $1.station }) {
                guard try await connection.first(try OfferQueries.insert(decision)) != nil else {
                    throw OvertakenOffer(station: decision.station)
                }
            }
            for decision in decisions {
                try await connection.execute(AuditQueries.append(.offerDecided(decision, by: agent, source: source)))
            }
        }
    }
}
