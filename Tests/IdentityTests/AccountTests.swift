import Foundation
import HubModel
import Postgres
import Protection
import TestSupport
import Testing

@testable import Identity

/// Who creates, sees and changes whose account.
@Suite(.timeLimit(.minutes(5))) struct AccountTests {
    private let now = FixedClock.now

    private func withAccounts(_ body: @Sendable (TestAccounts, TestDatabase) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 2) { try await body(TestAccounts($0), $0) }
    }

    private func person(_ account: UUID, _ assignment: RoleAssignment) -> Principal {
        .person(.init(account: account, assignment: assignment))
    }

    private func profile(_ name: String) throws -> AccountProfile {
        try AccountProfile(signInName: name, displayName: "新人 \(name)")
    }

    @Test func aLinkIsGoodOnceAndForADay() async throws {
        try await withAccounts { accounts, _ in
            let create = CreateAccount(accounts.context)
            let (account, link) = try await create(
                try profile("wei"), assignment: .station(.stationStaff, 1), as: .district, origin: TestAccounts.origin,
                at: now)
            let use = UseSetUpLink(accounts.context)
            #expect(try await use.read(link, at: now).displayName == "新人 wei")
            await #expect(throws: IdentityError.weakPassword(.tooShort)) {
                try await use(link, password: "short", origin: TestAccounts.origin, at: now)
            }
            await #expect(throws: IdentityError.invalidLink) {
                try await use(
                    link, password: TestAccounts.password, origin: TestAccounts.origin,
                    at: now.addingTimeInterval(86_401))
            }
            await #expect(throws: IdentityError.invalidLink) {
                try await use(SecretToken(), password: TestAccounts.password, origin: TestAccounts.origin, at: now)
            }
            let wins = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        (try? await use(
                            link, password: "phrase number \(number) ok", origin: TestAccounts.origin, at: now))
                            == account
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(wins == 1)
            await #expect(throws: IdentityError.invalidLink) { try await use.read(link, at: now) }
        }
    }

    @Test func aResetEndsPasswordAndSessions() async throws {
        try await withAccounts { accounts, _ in
            let account = try await accounts.create("wei", .station(.stationStaff, 1))
            let token = try await accounts.signIn("wei")
            let later = now.addingTimeInterval(10)
            let link = try await AdministerAccount(accounts.context).reset(
                account, secondFactor: false, as: .district, origin: TestAccounts.origin, at: later)
            await #expect(throws: IdentityError.notSignedIn) {
                try await AuthenticateSession(accounts.context)(token, at: later)
            }
            await #expect(throws: IdentityError.wrongCredentials) { try await accounts.signIn("wei", at: later) }
            try await UseSetUpLink(accounts.context)(
                link, password: "another good phrase", origin: TestAccounts.origin, at: later)
        }
    }

    @Test func aManagerAdministersTheOwnStation() async throws {
        try await withAccounts { accounts, _ in
            let manager = try await accounts.create("manager", .station(.stationManager, 1))
            let own = try await accounts.create("own", .station(.stationStaff, 1))
            let other = try await accounts.create("other", .station(.stationStaff, 2))
            let head = try await accounts.create("head", .bureau(.director))
            let principal = person(manager, try .station(.stationManager, 1))
            let list = ListAccounts(accounts.context)
            let seen = try await list(as: principal, at: now).map(\.id)
            #expect(Set(seen) == [manager, own])
            let administer = AdministerAccount(accounts.context)
            try await administer.disable(own, as: principal, origin: TestAccounts.origin, at: now)
            for account in [other, head] {
                #expect(try await list.one(account, as: principal, at: now) == nil)
                await #expect(throws: IdentityError.unknownAccount) {
                    try await administer.disable(account, as: principal, origin: TestAccounts.origin, at: now)
                }
                await #expect(throws: IdentityError.unknownAccount) {
                    _ = try await administer.reset(
                        account, secondFactor: true, as: principal, origin: TestAccounts.origin, at: now)
                }
                await #expect(throws: IdentityError.unknownAccount) {
                    try await administer.assign(
                        .station(.stationStaff, 1), to: account, as: principal, origin: TestAccounts.origin, at: now)
                }
            }
            await #expect(throws: IdentityError.ownAccount) {
                try await administer.disable(manager, as: principal, origin: TestAccounts.origin, at: now)
            }
            // Staff of the own station, and nothing else.
            let create = CreateAccount(accounts.context)
            for assignment in [
                try RoleAssignment.station(.stationStaff, 2), try .station(.stationManager, 1), try .bureau(.director),
            ] {
                await #expect(throws: IdentityError.invalidAssignment) {
                    _ = try await create(
                        try profile("new"), assignment: assignment, as: principal, origin: TestAccounts.origin, at: now)
                }
            }
            _ = try await create(
                try profile("new"), assignment: .station(.stationStaff, 1), as: principal, origin: TestAccounts.origin,
                at: now)
        }
    }

    @Test func theDatabaseItselfHoldsAManagerBack() async throws {
        try await withAccounts { accounts, database in
            let manager = try await accounts.create("manager", .station(.stationManager, 1))
            let own = try await accounts.create("own", .station(.stationStaff, 1))
            let other = try await accounts.create("other", .station(.stationStaff, 2))
            let principal = person(manager, try .station(.stationManager, 1))
            func disable(_ account: UUID) async throws -> Int {
                try await database.hub.withTransaction(as: principal, role: .auth) { connection in
                    try await connection.rows(
                        "UPDATE account SET disabled_at = now() WHERE account_id = \(account) RETURNING account_id",
                        as: UUID.self
                    ).count
                }
            }
            #expect(try await disable(other) == 0)
            #expect(try await disable(own) == 1)
            for (role, station) in [("station-manager", "S01"), ("director", ""), ("station-staff", "S02")] {
                await #expect(throws: PostgresError.self) {
                    try await database.hub.withTransaction(as: principal, role: .auth) { connection in
                        let kind = station.isEmpty ? "bureau" : "station"
                        _ = try await connection.execute(
                            "INSERT INTO role_assignment VALUES (\(own), \(role), \(kind), \(station), now())")
                    }
                }
            }
            // Staff administer nobody; pages' own database role sees no account at all.
            let staff = person(own, try .station(.stationStaff, 1))
            let seen = try await database.hub.withTransaction(as: staff, role: .auth) {
                try await $0.rows("SELECT account_id FROM account", as: UUID.self)
            }
            #expect(seen == [own])
            await #expect(throws: PostgresError.self) {
                try await database.hub.withTransaction(as: .district) {
                    _ = try await $0.rows("SELECT account_id FROM account")
                }
            }
        }
    }

    @Test func somebodyCanAlwaysLetPeopleIn() async throws {
        try await withAccounts { accounts, _ in
            let first = try await accounts.create("first", .bureau(.director))
            let administer = AdministerAccount(accounts.context)
            await #expect(throws: IdentityError.lastDirector) {
                try await administer.disable(first, as: .district, origin: TestAccounts.origin, at: now)
            }
            await #expect(throws: IdentityError.lastDirector) {
                try await administer.withdraw(
                    .bureau(.director), from: first, as: .district, origin: TestAccounts.origin, at: now)
            }
            let second = try await accounts.create("second", .bureau(.director))
            // Two directors who disable each other at once: one stays.
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for (by, whom) in [(first, second), (second, first)] {
                    group.addTask {
                        do {
                            try await administer.disable(
                                whom, as: person(by, try .bureau(.director)), origin: TestAccounts.origin, at: now)
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 1)
        }
    }

    @Test func namesAreUnique() async throws {
        try await withAccounts { accounts, _ in
            _ = try await accounts.create("wei", .station(.stationStaff, 1))
            let create = CreateAccount(accounts.context)
            await #expect(throws: IdentityError.nameTaken) {
                _ = try await create(
                    try profile("ＷＥＩ"), assignment: .station(.stationStaff, 2), as: .district,
                    origin: TestAccounts.origin, at: now)
            }
            await #expect(throws: IdentityError.invalidAssignment) {
                _ = try await create(
                    try profile("lan"), assignment: .station(.stationStaff, 9), as: .district,
                    origin: TestAccounts.origin, at: now)
            }
        }
    }

    @Test func anEmptyHubGetsOneDirector() async throws {
        try await withAccounts { accounts, _ in
            let first = CreateFirstDirector(accounts.context)
            let links = await withTaskGroup(of: SecretToken?.self) { group in
                for _ in 0..<4 { group.addTask { try? await first(try profile("director"), at: now) } }
                return await group.reduce(into: []) { if let link = $1 { $0.append(link) } }
            }
            #expect(links.count == 1)
            let again = try profile("director")
            #expect(try await first(again, at: now) == nil)
        }
    }
}
