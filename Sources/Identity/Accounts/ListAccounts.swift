public import Foundation
import Postgres
public import Protection

/// Reads accounts.
public struct ListAccounts: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// The accounts that the principal may administer, newest first. A person's own account is among them only when it is
    /// administered by the same organization.
    public func callAsFunction(as principal: Principal, at now: Date) async throws -> [AccountSummary] {
        let fields = context.fields
        return try await context.database.withTransaction(as: principal, role: .auth, readOnly: true) { connection in
            let rows = try await connection.rows(IdentityQueries.accounts()).map(AccountRow.init)
                .filter { principal.administers($0.organization) }
            return try await Self.summaries(rows, fields, now, connection)
        }
    }

    /// One account; nil when there is none that the principal may administer.
    public func one(_ id: UUID, as principal: Principal, at now: Date) async throws -> AccountSummary? {
        let fields = context.fields
        return try await context.database.withTransaction(as: principal, role: .auth, readOnly: true) { connection in
            let rows = try await connection.rows(IdentityQueries.account(id)).map(AccountRow.init)
                .filter { principal.administers($0.organization) }
            return try await Self.summaries(rows, fields, now, connection).first
        }
    }

    private static func summaries(
        _ rows: [AccountRow], _ fields: AccountFields, _ now: Date, _ connection: isolated Connection
    ) async throws -> [AccountSummary] {
        let assigned = try await connection.rows(
            IdentityQueries.assignments(of: rows.map(\.id)), as: (UUID.self, String.self, String.self, String.self))
        let assignments = Dictionary(grouping: assigned, by: \.0)
        return try rows.map { row in
            AccountSummary(
                id: row.id, profile: try row.profile(fields), organization: row.organization,
                assignments: (assignments[row.id] ?? []).compactMap {
                    RoleAssignment(role: $0.1, kind: $0.2, code: $0.3)
                },
                state: row.state(at: now), hasSecondFactor: row.hasSecondFactor, createdAt: row.createdAt)
        }
    }
}

extension AccountRow {
    func state(at now: Date) -> AccountSummary.State {
        if disabledAt != nil { return .disabled }
        if passwordHash != nil { return .active }
        return (linkExpiresAt.map { $0 > now } ?? false) ? .invited : .linkExpired
    }
}

extension Principal {
    /// Whether the principal administers the accounts of an organization; the policies of the tables say the same.
    public func administers(_ organization: Organization) -> Bool {
        switch self {
        case .district: true
        case .person(let acting):
            switch acting.assignment.role {
            case .director: true
            case .stationManager: acting.assignment.organization == organization
            default: false
            }
        default: false
        }
    }

    /// Whether the principal may give a role: a director any, a station's manager staff of that station.
    public func assigns(_ assignment: RoleAssignment) -> Bool {
        switch self {
        case .district: true
        case .person(let acting):
            switch acting.assignment.role {
            case .director: true
            case .stationManager:
                assignment.role == .stationStaff && assignment.organization == acting.assignment.organization
            default: false
            }
        default: false
        }
    }
}
