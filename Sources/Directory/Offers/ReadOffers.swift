public import DistrictConfig
public import Foundation
public import HubModel
import Postgres
public import Protection

/// Reads what stations offer, offered and will offer.
public struct ReadOffers: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// Every decision of a station, the latest first; empty for a station that the asker may not see.
    public func callAsFunction(of station: StationCode, as principal: Principal) async throws -> [OfferDecision] {
        try await database.withTransaction(as: principal, readOnly: true) { connection in
            try await connection.rows(OfferQueries.all(of: station)).compactMap { try OfferDecision($0) }
        }
    }

    /// What each station that the asker may see offers at a moment.
    public func inForce(as principal: Principal, at now: Date) async throws -> [StationCode: StationOffer] {
        try await callAsFunction(as: principal).compactMapValues { $0.map(\.revision).inForce(at: now)?.offer }
    }

    /// Every decision of all stations that the asker may see, the latest first.
    public func callAsFunction(as principal: Principal) async throws -> [StationCode: [OfferDecision]] {
        let decisions = try await database.withTransaction(as: principal, readOnly: true) { connection in
            try await connection.rows(OfferQueries.all()).compactMap { try OfferDecision($0) }
        }
        return Dictionary(grouping: decisions, by: \.station)
    }
}
