public import Postgres
public import Protection

/// Where people read and change the district's money: each change in a transaction of its own, in which its entry of the
/// audit trail is written too.
public struct FundingDesk: Sendable {
    private let database: HubDatabase
    private let inForce: @Sendable () -> FundingContext

    /// - Parameter context: what funding must know of the district, as it is in force when it is asked for.
    public init(database: HubDatabase, context: @escaping @Sendable () -> FundingContext) {
        self.database = database
        inForce = context
    }

    /// What funding must know of the district, as it is in force.
    public var context: FundingContext { inForce() }

    /// Reads everything in one moment.
    public func read<Value: Sendable>(
        as principal: Principal, _ body: @escaping @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await database.withTransaction(as: principal, isolation: .repeatableRead, readOnly: true, body)
    }

    /// Changes something in the name of a person.
    ///
    /// - Parameters:
    ///   - asDistrict: for what the hub does by itself and somebody asks it to do now.
    ///   - body: writes what it did to the audit trail last, since whoever else writes there waits for its end.
    /// - Throws: what `body` throws, with nothing changed; `PostgresError`.
    func change<Value: Sendable>(
        by author: FundingAuthor, asDistrict: Bool = false,
        _ body: @escaping @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await change(as: asDistrict ? .district : .person(author.acting), body)
    }

    /// The same for what nobody with an account asks for.
    func change<Value: Sendable>(
        as principal: Principal, _ body: @escaping @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await database.withTransaction(as: principal, retry: .whenTransient(), body)
    }
}
