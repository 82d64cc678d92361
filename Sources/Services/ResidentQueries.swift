public import Foundation
public import HubModel
public import Postgres

/// A registration of a resident, its profile sealed for its row.
public struct SealedRegistration: Sendable {
    public var fact: FactID
    public var resident: ResidentID
    public var occurredAt: Date
    public var profile: [UInt8]

    public init(fact: FactID, resident: ResidentID, occurredAt: Date, profile: [UInt8]) {
        self.fact = fact
        self.resident = resident
        self.occurredAt = occurredAt
        self.profile = profile
    }
}

/// A resident's decision, its purpose and text sealed for its row.
public struct SealedConsent: Sendable {
    public var fact: FactID
    /// The place among the decisions that one fact tells of, from 0.
    public var item: Int
    public var resident: ResidentID
    public var occurredAt: Date
    public var decision: ConsentDecision
    public var detail: [UInt8]

    public init(
        fact: FactID, item: Int, resident: ResidentID, occurredAt: Date, decision: ConsentDecision, detail: [UInt8]
    ) {
        self.fact = fact
        self.item = item
        self.resident = resident
        self.occurredAt = occurredAt
        self.decision = decision
        self.detail = detail
    }
}

/// Where a page of the list of residents ended.
public struct ResidentCursor: Codable, Equatable, Sendable {
    public var occurredAt: Date
    public var fact: FactID

    public init(occurredAt: Date, fact: FactID) {
        self.occurredAt = occurredAt
        self.fact = fact
    }
}

/// The statements on residents and their consents.
public enum ResidentQueries {
    public static func store(_ registrations: [SealedRegistration], of station: StationCode) -> Query {
        """
        INSERT INTO resident (station_id, resident_id, occurred_at, fact_id, profile)
        SELECT \(station.rawValue), resident_id, occurred_at, fact_id, profile
        FROM unnest(
            \(registrations.map(\.resident.rawValue)), \(registrations.map(\.occurredAt)),
            \(registrations.map(\.fact.rawValue)), \(registrations.map(\.profile)))
            AS new (resident_id, occurred_at, fact_id, profile)
        """
    }

    public static func store(_ consents: [SealedConsent], of station: StationCode) -> Query {
        """
        INSERT INTO consent (station_id, resident_id, occurred_at, fact_id, item, decision, detail)
        SELECT \(station.rawValue), resident_id, occurred_at, fact_id, item, decision, detail
        FROM unnest(
            \(consents.map(\.resident.rawValue)), \(consents.map(\.occurredAt)), \(consents.map(\.fact.rawValue)),
            \(consents.map { Int32(clamping: $0.item) }), \(consents.map(\.decision.rawValue)),
            \(consents.map(\.detail))) AS new (resident_id, occurred_at, fact_id, item, decision, detail)
        """
    }

    /// Takes back what corrected facts said of residents: registrations and decisions.
    public static func withdraw(_ facts: [(fact: FactID, resident: ResidentID)], of station: StationCode) -> [Query] {
        let (ids, residents) = (facts.map(\.fact.rawValue), facts.map(\.resident.rawValue))
        return [
            """
            DELETE FROM resident USING unnest(\(ids), \(residents)) AS corrected (fact_id, resident_id)
            WHERE station_id = \(station.rawValue) AND resident.resident_id = corrected.resident_id
                AND resident.fact_id = corrected.fact_id
            """,
            """
            DELETE FROM consent USING unnest(\(ids), \(residents)) AS corrected (fact_id, resident_id)
            WHERE station_id = \(station.rawValue) AND consent.resident_id = corrected.resident_id
                AND consent.fact_id = corrected.fact_id
            """,
        ]
    }

    /// Removes what is derived of residents.
    public static func forget(_ residents: [ResidentID], of station: StationCode) -> [Query] {
        let ids = residents.map(\.rawValue)
        return [
            "DELETE FROM resident WHERE station_id = \(station.rawValue) AND resident_id = ANY (\(ids))",
            "DELETE FROM consent WHERE station_id = \(station.rawValue) AND resident_id = ANY (\(ids))",
        ]
    }

    /// The last registration of each resident, the latest first, after one: resident, occurred, fact, sealed profile.
    ///
    /// - Parameter ids: the range of residents' ids to look in.
    public static func residents(
        of station: StationCode, ids: ClosedRange<ResidentID>?, after cursor: ResidentCursor?, limit: Int
    ) -> Query {
        """
        SELECT resident_id, occurred_at, fact_id, profile FROM resident
        WHERE station_id = \(station.rawValue)
            AND (\(ids?.lowerBound.rawValue)::uuid IS NULL
                OR resident_id BETWEEN \(ids?.lowerBound.rawValue) AND \(ids?.upperBound.rawValue))
            AND (\(cursor?.fact.rawValue)::uuid IS NULL
                OR (occurred_at, fact_id) < (\(cursor?.occurredAt), \(cursor?.fact.rawValue)))
            AND NOT EXISTS (
                SELECT FROM resident AS later
                WHERE later.station_id = resident.station_id AND later.resident_id = resident.resident_id
                    AND (later.occurred_at, later.fact_id) > (resident.occurred_at, resident.fact_id))
        ORDER BY occurred_at DESC, fact_id DESC
        LIMIT \(Int64(limit))
        """
    }

    /// The latest registration of one resident: occurred, fact, sealed profile.
    public static func registration(of resident: ResidentID, at station: StationCode) -> Query {
        """
        SELECT occurred_at, fact_id, profile FROM resident
        WHERE station_id = \(station.rawValue) AND resident_id = \(resident.rawValue)
        ORDER BY occurred_at DESC, fact_id DESC LIMIT 1
        """
    }

    /// The decisions of residents in the order of time: resident, occurred, fact, item, decision, sealed detail.
    public static func consents(of residents: [UUID], at station: StationCode) -> Query {
        """
        SELECT resident_id, occurred_at, fact_id, item, decision, detail FROM consent
        WHERE station_id = \(station.rawValue) AND resident_id = ANY (\(residents))
        ORDER BY resident_id, occurred_at, fact_id, item
        """
    }
}
