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

    /// - Returns: counts by station, package and version; enrolments of which the station told no version count as of `?`.
    /// - Throws: `PostgresError`.
    public func callAsFunction(of profile: ProfileCode) async throws -> [RehearsePlugin.RunningEnrolments] {
        try await database.withTransaction(as: .district, readOnly: true) { connection in
            let rows = try await connection.rows(
                EnrolmentQueries.running(under: profile), as: (String.self, String.self, String?.self, Int64.self))
            return rows.compactMap { station, package, version, count in
                StationCode(rawValue: station).map {
                    RehearsePlugin.RunningEnrolments(
                        station: $0, package: package, pluginVersion: version ?? "?", count: Int(clamping: count))
                }
            }
        }
    }
}
