import Postgres
public import Protection

/// Which keys accounts still need.
public struct CountAccountKeys: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// How many accounts were written with a key.
    public func callAsFunction(_ purpose: KeyPurpose, id: String) async throws -> Int64 {
        guard let uses = IdentityQueries.uses(purpose, id: id) else { return 0 }
        return try await database.withTransaction(as: .district, role: .auth, readOnly: true) {
            try await $0.first(uses, as: Int64.self) ?? 0
        }
    }
}
