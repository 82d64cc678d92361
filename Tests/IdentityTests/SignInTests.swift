import Foundation
import HubModel
import Protection
import TestSupport
import Testing

@testable import Identity

/// Signing in on the real database.
@Suite(.timeLimit(.minutes(5))) struct SignInTests {
    private let now = FixedClock.now

    private func withAccounts(_ body: @Sendable (TestAccounts, TestDatabase) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 2) { try await body(TestAccounts($0), $0) }
    }

    private func signIn(
        _ accounts: TestAccounts, _ name: String, _ password: String = TestAccounts.password,
        from address: String = "192.0.2.7", at time: Date? = nil
    ) async throws -> OpenedSession {
        try await SignIn(accounts.context)(
            name: name, password: password, origin: RequestOrigin(address: address, agent: "Firefox/140.0"),
            at: time ?? now)
    }

    @Test func nameAndPasswordBeginASession() async throws {
        try await withAccounts { accounts, database in
            let account = try await accounts.create("wei", .station(.stationStaff, 1))
            let opened = try await signIn(accounts, "ＷＥＩ")
            #expect(opened.stage == .complete && opened.account == account)
            let signedIn = try await AuthenticateSession(accounts.context)(opened.token, at: now)
            #expect(try signedIn.acting == .station(.stationStaff, 1))
            #expect(signedIn.profile.displayName == "某人 wei")
            // Nothing that anybody could use or recognise is stored.
            let stored = try await database.everything().values.joined().joined(separator: "\n")
            for text in [opened.token.text, "wei", "某人", "13800000000", TestAccounts.password] {
                #expect(!stored.contains(text), "\(text)")
                #expect(!stored.contains(Data(text.utf8).map { String(format: "%02x", $0) }.joined()), "\(text)")
            }
        }
    }

    @Test func wrongNamesAndPasswordsLookAlike() async throws {
        try await withAccounts { accounts, _ in
            let account = try await accounts.create("wei", .station(.stationStaff, 1))
            for (name, password) in [
                ("wei", "something else"), ("nobody", TestAccounts.password), ("", ""),
                ("'; --", TestAccounts.password),
            ] {
                await #expect(throws: IdentityError.wrongCredentials) { try await signIn(accounts, name, password) }
            }
            try await AdministerAccount(accounts.context).disable(
                account, as: .district, origin: TestAccounts.origin, at: now)
            await #expect(throws: IdentityError.wrongCredentials) { try await signIn(accounts, "wei") }
        }
    }

    @Test func failuresCostTimeForThatNameFromThere() async throws {
        try await withAccounts { accounts, _ in
            _ = try await accounts.create("wei", .station(.stationStaff, 1))
            for _ in 0..<4 {
                await #expect(throws: IdentityError.wrongCredentials) { try await signIn(accounts, "wei", "wrong") }
            }
            let wait = now.addingTimeInterval(2)
            await #expect(throws: IdentityError.tooManyAttempts(nextAt: wait)) { try await signIn(accounts, "wei") }
            // Nobody elsewhere is kept out by it, and after the wait neither is the person.
            #expect(try await signIn(accounts, "wei", from: "198.51.100.9").stage == .complete)
            #expect(try await signIn(accounts, "wei", at: wait).stage == .complete)
            // What went well is forgotten.
            for _ in 0..<3 {
                await #expect(throws: IdentityError.wrongCredentials) {
                    try await signIn(accounts, "wei", "wrong", at: wait)
                }
            }
            #expect(try await signIn(accounts, "wei", at: wait).stage == .complete)
        }
    }

    @Test func manyAttemptsAtOnceDoNotSlipThrough() async throws {
        try await withAccounts { accounts, _ in
            _ = try await accounts.create("wei", .station(.stationStaff, 1))
            let outcomes = await withTaskGroup(of: IdentityError?.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        do {
                            _ = try await signIn(accounts, "wei", "wrong")
                            return nil
                        } catch { return error as? IdentityError }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == .wrongCredentials }.count == 4)
            #expect(outcomes.count == 20)
        }
    }

    @Test func oneAddressIsSlowedDownOverManyNames() async throws {
        try await withAccounts { accounts, _ in
            for number in 0..<31 {
                await #expect(throws: IdentityError.wrongCredentials) { try await signIn(accounts, "name\(number)") }
            }
            await #expect(throws: IdentityError.tooManyAttempts(nextAt: now.addingTimeInterval(2))) {
                try await signIn(accounts, "another")
            }
        }
    }

    @Test func sessionsEndByThemselves() async throws {
        try await withAccounts { accounts, _ in
            _ = try await accounts.create("wei", .station(.stationStaff, 1))
            let token = try await accounts.signIn("wei")
            let authenticate = AuthenticateSession(accounts.context)
            func holds(after seconds: Double, touching: Bool = true) async throws -> Bool {
                do {
                    _ = try await authenticate(token, touching: touching, at: now.addingTimeInterval(seconds))
                    return true
                } catch IdentityError.notSignedIn { return false }
            }
            #expect(try await holds(after: 1799, touching: false))
            #expect(try await !holds(after: 1801))
            #expect(try await holds(after: 1700))
            #expect(try await holds(after: 3400))
            var time = 3400.0
            while time < 43_000 {
                time += 1700
                #expect(try await holds(after: time) == (time < 43_200))
            }
            #expect(try await !holds(after: 43_201))
            await #expect(throws: IdentityError.notSignedIn) { try await authenticate(SecretToken(), at: now) }
        }
    }

    @Test func signingOutEndsTheSessionAndNoOther() async throws {
        try await withAccounts { accounts, _ in
            _ = try await accounts.create("wei", .station(.stationStaff, 1))
            _ = try await accounts.create("lan", .station(.stationStaff, 1))
            let (first, second, other) = (
                try await accounts.signIn("wei"), try await accounts.signIn("wei"), try await accounts.signIn("lan")
            )
            let authenticate = AuthenticateSession(accounts.context)
            let (wei, lan) = (try await authenticate(second, at: now), try await authenticate(other, at: now))
            #expect(try await ListSessions(accounts.context)(wei, at: now).count == 2)
            // Somebody else's session is nobody's to end.
            #expect(
                try await !EndSession(accounts.context)(
                    lan.session, of: wei, origin: TestAccounts.origin, at: now))
            try await EndSession(accounts.context)(first, of: wei, origin: TestAccounts.origin, at: now)
            await #expect(throws: IdentityError.notSignedIn) { try await authenticate(first, at: now) }
            #expect(try await ListSessions(accounts.context)(wei, at: now).map(\.id) == [wei.session])
            _ = try await authenticate(other, at: now)
        }
    }

    @Test func aChangedPasswordEndsAllOtherSessions() async throws {
        try await withAccounts { accounts, _ in
            _ = try await accounts.create("wei", .station(.stationStaff, 1), at: now.addingTimeInterval(-60))
            let (mine, elsewhere) = (try await accounts.signIn("wei"), try await accounts.signIn("wei"))
            let authenticate = AuthenticateSession(accounts.context)
            let signedIn = try await authenticate(mine, at: now)
            let later = now.addingTimeInterval(10)
            let change = ChangePassword(accounts.context)
            await #expect(throws: IdentityError.wrongCredentials) {
                try await change(
                    from: "wrong", to: "a quite new phrase", signedIn: signedIn, origin: TestAccounts.origin, at: later)
            }
            await #expect(throws: IdentityError.weakPassword(.tooShort)) {
                try await change(
                    from: TestAccounts.password, to: "x", signedIn: signedIn, origin: TestAccounts.origin, at: later)
            }
            let opened = try await change(
                from: TestAccounts.password, to: "a quite new phrase", signedIn: signedIn, origin: TestAccounts.origin,
                at: later)
            for token in [mine, elsewhere] {
                await #expect(throws: IdentityError.notSignedIn) { try await authenticate(token, at: later) }
            }
            _ = try await authenticate(opened.token, at: later)
            await #expect(throws: IdentityError.wrongCredentials) { try await signIn(accounts, "wei", at: later) }
        }
    }

    @Test func aDisabledPersonIsOutAtOnce() async throws {
        try await withAccounts { accounts, _ in
            let account = try await accounts.create("wei", .station(.stationStaff, 1))
            let token = try await accounts.signIn("wei")
            try await AdministerAccount(accounts.context).disable(
                account, as: .district, origin: TestAccounts.origin, at: now)
            let authenticate = AuthenticateSession(accounts.context)
            await #expect(throws: IdentityError.notSignedIn) { try await authenticate(token, at: now) }
            try await AdministerAccount(accounts.context).enable(
                account, as: .district, origin: TestAccounts.origin, at: now.addingTimeInterval(5))
            await #expect(throws: IdentityError.notSignedIn) {
                try await authenticate(token, at: now.addingTimeInterval(6))
            }
        }
    }

    @Test func rolesAreSwitchedAndTakenAway() async throws {
        try await withAccounts { accounts, _ in
            let account = try await accounts.create(
                "wei", .station(.stationManager, 1), .station(.stationStaff, 2))
            let token = try await accounts.signIn("wei")
            let authenticate = AuthenticateSession(accounts.context)
            var signedIn = try await authenticate(token, at: now)
            #expect(try signedIn.acting == .station(.stationManager, 1))
            let switchRole = SwitchRole(accounts.context)
            try await switchRole(
                to: .station(.stationStaff, 2), token: token, signedIn: signedIn, origin: TestAccounts.origin, at: now)
            signedIn = try await authenticate(token, at: now)
            #expect(try signedIn.acting == .station(.stationStaff, 2))
            await #expect(throws: IdentityError.invalidAssignment) {
                try await switchRole(
                    to: .bureau(.director), token: token, signedIn: signedIn, origin: TestAccounts.origin, at: now)
            }
            try await AdministerAccount(accounts.context).withdraw(
                .station(.stationStaff, 2), from: account, as: .district, origin: TestAccounts.origin, at: now)
            #expect(try await authenticate(token, at: now).acting == .station(.stationManager, 1))
            try await AdministerAccount(accounts.context).withdraw(
                .station(.stationManager, 1), from: account, as: .district, origin: TestAccounts.origin, at: now)
            await #expect(throws: IdentityError.notSignedIn) { try await authenticate(token, at: now) }
        }
    }
}
