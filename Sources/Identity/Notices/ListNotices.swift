import Foundation
import HubModel
import Postgres
public import Protection

/// Lists what the organization of a person was told, what nobody has seen yet first.
public struct ListNotices: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    public func callAsFunction(limit: Int = 200, as principal: Principal) async throws -> [Notice] {
        try await database.withTransaction(as: principal, readOnly: true) { connection in
            try await connection.rows(NoticeQueries.all(limit: limit)).map(Notice.init)
        }
    }

    /// How many nobody has seen yet.
    public func openCount(as principal: Principal) async throws -> Int {
        try await database.withTransaction(as: principal, readOnly: true) { connection in
            Int(try await connection.first(NoticeQueries.open(), as: Int64.self) ?? 0)
        }
    }
}

extension Notice {
    /// A row in the columns of ``NoticeQueries/all(limit:)``.
    fileprivate init(_ row: Row) throws {
        id = try row.decode(column: 0)
        toldAt = try row.decode(column: 1)
        acknowledgedAt = try row.decode(column: 2)
        access = EmergencyAccess(
            id: try row.decode(column: 3), account: try row.decode(column: 4),
            station: try EmergencyAccess.station(row.decode(column: 5)),
            resident: ResidentID(rawValue: try row.decode(column: 6)), reason: try row.decode(column: 7),
            grantedAt: try row.decode(column: 8), expiresAt: try row.decode(column: 9),
            endedAt: try row.decode(column: 10))
    }
}
