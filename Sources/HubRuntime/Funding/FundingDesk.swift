public import Funding
import HubModel
public import Postgres
public import Protection

/// What the pages of funding share: reading as the person who looks, and changes that stand in the audit trail with what
/// they change.
public struct FundingDesk: Sendable {
    let database: HubDatabase
    let configuration: ConfigurationInForce

    /// What funding must know of the district, as it is in force.
    public var context: FundingContext { configuration.current.fundingContext }

    /// Reads everything in one moment.
    public func read<Value: Sendable>(
        as principal: Principal, _ body: @escaping @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await database.withTransaction(as: principal, isolation: .repeatableRead, readOnly: true, body)
    }

    /// Changes something in the name of a person.
    ///
    /// - Parameters:
    ///   - events: what the audit trail is told, all of one chain; nothing when nothing changed.
    ///   - asDistrict: for what the hub does by itself and somebody asks it to do now.
    /// - Throws: what `body` throws, with nothing changed; `PostgresError`.
    @discardableResult
    public func change<Value: Sendable>(
        by acting: Principal.Acting, asDistrict: Bool = false,
        telling events: @escaping @Sendable (Value) -> [AuditEvent],
        _ body: @escaping @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await database.withTransaction(
            as: asDistrict ? .district : .person(acting), retry: .whenTransient()
        ) { connection in
            let value = try await body(connection)
            let events = events(value)
            if !events.isEmpty { try await connection.execute(AuditQueries.append(events)) }
            return value
        }
    }
}

extension Hub {
    /// Reads and changes the district's money.
    public var funding: FundingDesk { FundingDesk(database: database, configuration: inForce) }
}
