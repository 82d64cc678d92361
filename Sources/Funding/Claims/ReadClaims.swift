public import Foundation
public import HubModel
public import Postgres

/// Reads claims: a manager those of the own station, the bureau's money people all.
public struct ReadClaims: Sendable {
    public init() {}

    public struct Page: Sendable {
        public var claims: [Claim]
        /// Where the next page begins; nil on the last one.
        public var next: ClaimCursor?
    }

    /// - Parameters:
    ///   - station: nil gives those of all stations that the reader may see.
    ///   - states: empty gives all.
    ///   - connection: in a transaction of whoever reads.
    /// - Returns: the latest first.
    public func callAsFunction(
        of station: StationCode? = nil, states: Set<Claim.State> = [], before cursor: ClaimCursor? = nil,
        limit: Int = 30, on connection: isolated Connection
    ) async throws -> Page {
        let states = states.isEmpty ? Claim.State.allCases : states.sorted { $0.rawValue < $1.rawValue }
        let claims = try ClaimRows.claims(
            try await connection.rows(
                ClaimQueries.list(of: station, states: states, before: cursor, limit: limit + 1)))
        guard claims.count > limit, let last = claims.prefix(limit).last else { return Page(claims: claims) }
        return Page(
            claims: Array(claims.prefix(limit)), next: ClaimCursor(submittedAt: last.submittedAt, id: last.id))
    }

    /// - Returns: nil when the reader sees no such claim.
    public func one(
        _ id: UUID, on connection: isolated Connection
    ) async throws -> (claim: Claim, orders: [ClaimedOrder])? {
        guard let claim = try await Self.claim(id, on: connection) else { return nil }
        return (claim, try await Self.orders(of: id, on: connection))
    }

    /// What a station can claim, by line and payee.
    public func claimable(
        of station: StationCode, on connection: isolated Connection
    ) async throws -> [ClaimableOrders] {
        let owed = try ClaimRows.orders(try await connection.rows(ClaimQueries.claimable(nil, of: station)))
        let lines = Dictionary(
            try LineRows.decode(
                try await connection.rows(FundingQueries.lines(Array(Set(owed.compactMap(\.line)))))
            ).map { ($0.id, $0) }
        ) { first, _ in first }
        var groups: [ClaimableOrders] = []
        for owed in owed where owed.order.fen > 0 {
            guard let line = owed.line.flatMap({ lines[$0] }) else { continue }
            if groups.last?.line == line, groups.last?.payee == owed.payee {
                groups[groups.count - 1].orders.append(owed.order)
            } else {
                groups.append(ClaimableOrders(line: line, payee: owed.payee, orders: [owed.order]))
            }
        }
        return groups
    }

    static func claim(_ id: UUID, on connection: isolated Connection) async throws -> Claim? {
        try ClaimRows.claims(try await connection.rows(ClaimQueries.one(id))).first
    }

    static func orders(of claim: UUID, on connection: isolated Connection) async throws -> [ClaimedOrder] {
        try ClaimRows.orders(try await connection.rows(ClaimQueries.orders(of: claim))).map(\.order)
    }

    /// Locks a claim and reads it.
    ///
    /// - Throws: ``ClaimError/notFound``
    static func locked(_ id: UUID, on connection: isolated Connection) async throws -> Claim {
        let locked = try await connection.first(ClaimQueries.lock(id), as: UUID.self)
        guard locked != nil, let claim = try await claim(id, on: connection) else { throw ClaimError.notFound }
        return claim
    }
}
