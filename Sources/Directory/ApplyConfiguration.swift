public import DistrictConfig
public import Foundation
public import HubModel
import Postgres
public import Protection

/// Brings the directory in line with a configuration and tells each station what changed for it.
///
/// Idempotent: what is unchanged gets no new number.
public struct ApplyConfiguration: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Parameters:
    ///   - configuration: with each station offering what is in force.
    ///   - offers: by station, the decision in force and those still to come.
    ///   - stations: whom to tell; nil for all.
    /// - Returns: how many changes were published.
    @discardableResult
    public func callAsFunction(
        _ configuration: DistrictConfiguration, offers: [StationCode: [OfferRevision]] = [:],
        to stations: Set<StationCode>? = nil, at now: Date
    ) async throws -> Int {
        try await bringInLine(with: configuration, at: now)
        var published = 0
        for station in configuration.stations where stations?.contains(station.code) ?? true {
            let documents = try StationDocuments(
                station: station, configuration: configuration, offers: offers[station.code] ?? [])
            published += try await publish(documents, to: station.code, at: now)
        }
        return published
    }

    private func bringInLine(with configuration: DistrictConfiguration, at now: Date) async throws {
        try await database.withTransaction(as: .district) { connection in
            var (stations, hospitals): ([String], [String]) = ([], [])
            for station in configuration.stations {
                stations += try await connection.rows(
                    DirectoryQueries.upsert(try StationRow(station, in: configuration)), as: String.self)
            }
            stations += try await connection.rows(
                DirectoryQueries.deactivate(allBut: configuration.stations.map(\.code)), as: String.self)
            for hospital in configuration.hospitals {
                hospitals += try await connection.rows(
                    DirectoryQueries.upsert(hospital.code, name: hospital.name), as: String.self)
            }
            hospitals += try await connection.rows(
                DirectoryQueries.deactivate(allBut: configuration.hospitals.map(\.code)), as: String.self)
            guard !stations.isEmpty || !hospitals.isEmpty else { return }
            try await connection.execute(
                AuditQueries.append(.directoryChanged(stations: stations, hospitals: hospitals, at: now)))
        }
    }

    /// Numbers the changes of one station without gaps, under the lock of the station's row.
    private func publish(_ documents: StationDocuments, to station: StationCode, at now: Date) async throws -> Int {
        try await database.withTransaction(as: .district) { connection in
            try await connection.execute(DirectoryQueries.lockStation(station))
            let rows = try await connection.rows(
                DirectoryQueries.newestChanges(of: station),
                as: (String.self, Int64.self, String.self, Bool.self, Int64.self))
            var known: [String: (version: Int64, digest: String)] = [:]
            for (key, version, digest, isTombstone, _) in rows {
                known[key] = (version, isTombstone ? "" : digest)
            }
            var number = rows.map(\.4).max() ?? 0
            var changes: [NumberedChange] = []
            func append(_ key: String, _ digest: String, _ document: String?) {
                number += 1
                let version = (known[key]?.version ?? 0) + 1
                changes.append(
                    NumberedChange(number: number, key: key, version: version, digest: digest, document: document))
            }
            for (key, document) in documents.documents.sorted(by: { $0.key < $1.key }) {
                let digest = StationDocuments.digest(of: document)
                if known[key]?.digest != digest { append(key, digest, document) }
            }
            for (key, newest) in known.sorted(by: { $0.key < $1.key })
            where documents.documents[key] == nil && !newest.digest.isEmpty {
                append(key, "", nil)
            }
            guard !changes.isEmpty else { return 0 }
            try await connection.execute(DirectoryQueries.insert(changes, of: station, at: now))
            try await connection.execute(
                AuditQueries.append(.documentsPublished(changes.map(\.key), to: station, at: now)))
            return changes.count
        }
    }
}

extension StationRow {
    init(_ station: StationConfiguration, in configuration: DistrictConfiguration) throws {
        self.init(
            code: station.code, name: station.name, profile: station.profile,
            subdistrict: station.subdistrictName, latitude: station.latitude,
            longitude: station.longitude, configuration: try JSONB(encoding: station))
    }
}
