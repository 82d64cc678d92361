public import Foundation
import Postgres
import Protection

/// Creates the first director of an empty hub.
public struct CreateFirstDirector: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// - Returns: the one-time link; nil when there are accounts already.
    public func callAsFunction(_ profile: AccountProfile, at now: Date) async throws -> SecretToken? {
        let hasAccounts = try await context.database.withTransaction(as: .district, role: .auth, readOnly: true) {
            try await $0.first(IdentityQueries.anyAccount(), as: Bool.self) ?? true
        }
        guard !hasAccounts, let director = RoleAssignment(.director, at: .bureau) else { return nil }
        do {
            return try await CreateAccount(context)(
                profile, assignment: director, as: .district, origin: .commandLine, at: now
            ).link
        } catch IdentityError.nameTaken {
            // Another process of the hub was quicker.
            return nil
        }
    }
}
