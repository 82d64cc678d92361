import Foundation
import HubModel
import Postgres
import Protection
import TestSupport
import Testing

@testable import Identity

/// Linked identities on the real database.
@Suite(.timeLimit(.minutes(5))) struct SignInWithProviderTests {
    private let now = FixedClock.now
    private let identity = OpenIDProvider.Identity(issuer: "https://id.example.cn", subject: "wei")

    private func withAccounts(_ body: @Sendable (TestAccounts, TestDatabase) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 2) { try await body(TestAccounts($0), $0) }
    }

    private func signedIn(_ accounts: TestAccounts, _ name: String) async throws -> SignedIn {
        try await AuthenticateSession(accounts.context)(try await accounts.signIn(name), at: now)
    }

    private func link(_ accounts: TestAccounts, _ name: String) async throws {
        try await LinkIdentity(accounts.context)(
            identity, to: try await signedIn(accounts, name), origin: TestAccounts.origin, at: now)
    }

    private func signIn(
        _ accounts: TestAccounts, _ identity: OpenIDProvider.Identity? = nil
    ) async throws -> OpenedSession {
        try await SignInWithProvider(accounts.context)(
            identity ?? self.identity, origin: TestAccounts.origin, at: now)
    }

    @Test func onlyWhoLinkedAnIdentityIsSignedIn() async throws {
        try await withAccounts { accounts, database in
            let wei = try await accounts.create("wei", .station(.stationStaff, 1))
            _ = try await accounts.create("lan", .station(.stationStaff, 1))
            await #expect(throws: IdentityError.unlinkedIdentity) { _ = try await signIn(accounts) }
            try await link(accounts, "wei")
            await #expect(throws: IdentityError.identityTaken) { try await link(accounts, "lan") }
            let opened = try await signIn(accounts)
            #expect(opened.account == wei && opened.stage == .complete)
            // The same name at another service is somebody else.
            for other in [
                OpenIDProvider.Identity(issuer: "https://id.example.com", subject: identity.subject),
                OpenIDProvider.Identity(issuer: identity.issuer, subject: "WEI"),
            ] {
                await #expect(throws: IdentityError.unlinkedIdentity) { _ = try await signIn(accounts, other) }
            }
            try await LinkIdentity(accounts.context).remove(
                from: try await signedIn(accounts, "wei"), origin: TestAccounts.origin, at: now)
            await #expect(throws: IdentityError.unlinkedIdentity) { _ = try await signIn(accounts) }

            let told = try await database.texts(
                """
                SELECT concat_ws(' ', type, details::json->>'what', details::json->>'method', details::json->>'refusal', outcome)
                FROM audit_event WHERE details::json->>'what' LIKE 'identity%' OR details::json->>'method' = 'openid'
                ORDER BY stored_at, seq
                """)
            let unlinked = "sign-in openid unlinked_identity refused"
            #expect(
                told == [
                    unlinked, "account identity-linked success", "account identity-linked refused",
                    "sign-in openid success", unlinked, unlinked, "account identity-unlinked success", unlinked,
                ])
        }
    }

    @Test func aDisabledPersonStaysOut() async throws {
        try await withAccounts { accounts, _ in
            let wei = try await accounts.create("wei", .station(.stationStaff, 1))
            try await link(accounts, "wei")
            try await AdministerAccount(accounts.context).disable(
                wei, as: .district, origin: TestAccounts.origin, at: now)
            await #expect(throws: IdentityError.wrongCredentials) { _ = try await signIn(accounts) }
        }
    }

    @Test func aResetEndsWhatWasLinked() async throws {
        try await withAccounts { accounts, _ in
            let wei = try await accounts.create("wei", .station(.stationStaff, 1))
            let administer = AdministerAccount(accounts.context)
            try await link(accounts, "wei")
            _ = try await administer.reset(
                wei, secondFactor: false, as: .district, origin: TestAccounts.origin, at: now)
            await #expect(throws: IdentityError.unlinkedIdentity) { _ = try await signIn(accounts) }
            // Nor does it come back with an account that was disabled meanwhile.
            let other = try await accounts.create("lan", .station(.stationStaff, 1))
            let identity = OpenIDProvider.Identity(issuer: identity.issuer, subject: "lan")
            try await LinkIdentity(accounts.context)(
                identity, to: try await signedIn(accounts, "lan"), origin: TestAccounts.origin, at: now)
            try await administer.disable(other, as: .district, origin: TestAccounts.origin, at: now)
            try await administer.enable(other, as: .district, origin: TestAccounts.origin, at: now)
            await #expect(throws: IdentityError.unlinkedIdentity) { _ = try await signIn(accounts, identity) }
        }
    }

    @Test func anAccountHasOneIdentityAtAProvider() async throws {
        try await withAccounts { accounts, _ in
            _ = try await accounts.create("wei", .station(.stationStaff, 1))
            try await link(accounts, "wei")
            let another = OpenIDProvider.Identity(issuer: identity.issuer, subject: "wei-2")
            try await LinkIdentity(accounts.context)(
                another, to: try await signedIn(accounts, "wei"), origin: TestAccounts.origin, at: now)
            _ = try await signIn(accounts, another)
            await #expect(throws: IdentityError.unlinkedIdentity) { _ = try await signIn(accounts) }
        }
    }

    @Test(arguments: Role.allCases) func theSecondFactorIsShownAllTheSame(role: Role) async throws {
        try await withAccounts { accounts, _ in
            let organization: Organization =
                switch role.organizationKind {
                case .bureau: .bureau
                case .station: .station(try .number(1))
                case .hospital: .hospital(try #require(.init(rawValue: "H01")))
                }
            _ = try await accounts.create("wei", try #require(RoleAssignment(role, at: organization)))
            try await link(accounts, "wei")
            let opened = try await signIn(accounts)
            #expect(opened.stage == (role.needsSecondFactor ? .secondFactorDue : .complete))
        }
    }
}
