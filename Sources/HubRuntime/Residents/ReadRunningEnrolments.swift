public import Catalogue
public import HubModel
import Postgres
public import Protection
import Services

/// Reads which enrolments run in a profile's packages, as a rehearsal asks for it.
public struct ReadRunningEnrolments: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Returns: counts by station, package and version; the version is nil where the station told none.
    /// - Throws: `PostgresError`.
    public func callAsFunction(of profile: ProfileCode) async throws -> [RunningEnrolments] {
        try await read(EnrolmentQueries.running(under: profile))
    }

    /// The same for one station, whatever the profile that they began under.
    public func callAsFunction(at station: StationCode) async throws -> [RunningEnrolments] {
        try await read(EnrolmentQueries.running(at: station))
    }

    private func read(_ query: Query) async throws -> [RunningEnrolments] {
        try await database.withTransaction(as: .district, readOnly: true) { connection in
            let rows = try await connection.rows(query, as: (String.self, String.self, String?.self, Int64.self))
            return rows.compactMap { station, package, version, count in
                StationCode(rawValue: station).map {
                    RunningEnrolments(
                        station: $0, package: package, pluginVersion: version, count: Int(clamping: count))
                }
            }
        }
    }
}
