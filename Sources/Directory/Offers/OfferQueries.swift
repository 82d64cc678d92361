import DistrictConfig
import Foundation
import HubModel
import Postgres

/// The statements on what stations offer.
enum OfferQueries {
    /// Every decision of a station, the latest first: station, number, effective, profile, version, packages, activities,
    /// origin, decided at, decided by.
    static func all(of station: StationCode) -> Query {
        """
        SELECT station_id, number, effective_at, profile, plugin_version, packages, activities, origin, decided_at, decided_by
        FROM station_offer WHERE station_id = \(station.rawValue) ORDER BY number DESC
        """
    }

    /// Every decision of all stations, in the columns of ``all(of:)``.
    static func all() -> Query {
        """
        SELECT station_id, number, effective_at, profile, plugin_version, packages, activities, origin, decided_at, decided_by
        FROM station_offer ORDER BY station_id, number DESC
        """
    }

    /// Stores a decision: its number, or no row when the station has one of that number already.
    static func insert(_ decision: OfferDecision) throws -> Query {
        let (revision, offer) = (decision.revision, decision.revision.offer)
        return """
            INSERT INTO station_offer (
                station_id, number, effective_at, profile, plugin_version, packages, activities, origin, decided_at,
                decided_by)
            VALUES (
                \(decision.station.rawValue), \(revision.number), \(revision.effectiveAt), \(offer.profile.rawValue),
                \(offer.pluginVersion), \(try JSONB(encoding: offer.packages)), \(try JSONB(encoding: offer.activities)),
                \(decision.origin.rawValue), \(decision.decidedAt), \(decision.decidedBy))
            ON CONFLICT (station_id, number) DO NOTHING
            RETURNING number
            """
    }
}

extension OfferDecision {
    /// A row in the columns of ``OfferQueries/all(of:)``; nil when a code in it isn't one.
    init?(_ row: Row) throws {
        let (station, number, effectiveAt, profile, version, packages, activities, origin, decidedAt, decidedBy) =
            try row.decode(
                String.self, Int64.self, Date.self, String.self, String.self, JSONB.self, JSONB.self, String.self,
                Date.self, UUID?.self)
        guard let station = StationCode(rawValue: station), let profile = ProfileCode(rawValue: profile),
            let origin = Origin(rawValue: origin)
        else { return nil }
        let offer = StationOffer(
            profile: profile, pluginVersion: version, packages: try packages.decode(as: [PackageChoice].self),
            activities: try activities.decode(as: [ActivityChoice].self))
        self.init(
            station: station, revision: OfferRevision(number: number, effectiveAt: effectiveAt, offer: offer),
            origin: origin, decidedAt: decidedAt, decidedBy: decidedBy)
    }
}
