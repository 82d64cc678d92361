import Foundation
import HubModel
import Protection
import TestSupport
import Testing

@testable import Identity

/// The second factor on the real database.
@Suite(.timeLimit(.minutes(5))) struct SecondFactorTests {
    private let now = FixedClock.now

    /// A director whose second factor is set up; the code, and the recovery codes.
    private func withDirector(
        _ body: @Sendable (TestAccounts, TimeBasedCode, [String]) async throws -> Void
    ) async throws {
        try await TestDatabase.with(stations: 1) { database in
            let accounts = TestAccounts(database)
            _ = try await accounts.create("head", .bureau(.director))
            let opened = try await open(accounts, at: now)
            #expect(opened.stage == .secondFactorMissing)
            let signedIn = try await AuthenticateSession(accounts.context)(opened.token, at: now)
            let setUp = SetUpSecondFactor(accounts.context)
            let code = try await setUp.begin(signedIn)
            #expect(try await setUp.begin(signedIn).secret == code.secret)
            await #expect(throws: IdentityError.wrongCode) {
                try await setUp.confirm(
                    "000000", token: opened.token, signedIn: signedIn, origin: TestAccounts.origin, at: now)
            }
            let (codes, session) = try await setUp.confirm(
                code.code(at: now), token: opened.token, signedIn: signedIn, origin: TestAccounts.origin, at: now)
            #expect(try await AuthenticateSession(accounts.context)(session.token, at: now).stage == .complete)
            await #expect(throws: IdentityError.notSignedIn) {
                try await AuthenticateSession(accounts.context)(opened.token, at: now)
            }
            try await body(accounts, code, codes)
        }
    }

    private func open(_ accounts: TestAccounts, at time: Date) async throws -> OpenedSession {
        try await SignIn(accounts.context)(
            name: "head", password: TestAccounts.password, origin: TestAccounts.origin, at: time)
    }

    private func show(
        _ typed: String, _ opened: OpenedSession, _ accounts: TestAccounts, at time: Date
    ) async throws -> OpenedSession {
        let signedIn = try await AuthenticateSession(accounts.context)(opened.token, at: time)
        return try await ShowSecondFactor(accounts.context)(
            typed, token: opened.token, signedIn: signedIn, origin: TestAccounts.origin, at: time)
    }

    @Test func thePasswordAloneIsHalfTheWay() async throws {
        try await withDirector { accounts, code, _ in
            let time = now.addingTimeInterval(60)
            let opened = try await open(accounts, at: time)
            #expect(opened.stage == .secondFactorDue)
            #expect(try await AuthenticateSession(accounts.context)(opened.token, at: time).stage == .secondFactorDue)
            let complete = try await show(code.code(at: time), opened, accounts, at: time)
            #expect(try await AuthenticateSession(accounts.context)(complete.token, at: time).stage == .complete)
            await #expect(throws: IdentityError.notSignedIn) {
                try await AuthenticateSession(accounts.context)(opened.token, at: time)
            }
            // Half a sign-in doesn't wait for long.
            let another = try await open(accounts, at: time)
            await #expect(throws: IdentityError.notSignedIn) {
                try await AuthenticateSession(accounts.context)(another.token, at: time.addingTimeInterval(601))
            }
        }
    }

    @Test func aCodeThatWasUsedIsGoodNoMore() async throws {
        try await withDirector { accounts, code, _ in
            let time = now.addingTimeInterval(60)
            let (first, second) = (try await open(accounts, at: time), try await open(accounts, at: time))
            _ = try await show(code.code(at: time), first, accounts, at: time)
            await #expect(throws: IdentityError.wrongCode) {
                try await show(code.code(at: time), second, accounts, at: time)
            }
        }
    }

    @Test func ofManyWhoShowOneCodeOneWins() async throws {
        try await withDirector { accounts, _, codes in
            let time = now.addingTimeInterval(60)
            var opened: [OpenedSession] = []
            for _ in 0..<8 { opened.append(try await open(accounts, at: time)) }
            let code = try #require(codes.first)
            let wins = await withTaskGroup(of: Bool.self) { group in
                for session in opened {
                    group.addTask { (try? await show(code, session, accounts, at: time)) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(wins == 1)
        }
    }

    @Test func recoveryCodesWorkOnceEach() async throws {
        try await withDirector { accounts, _, codes in
            var time = now.addingTimeInterval(60)
            for code in codes.prefix(2) {
                let opened = try await open(accounts, at: time)
                _ = try await show(code.lowercased(), opened, accounts, at: time)
                time += 60
            }
            let opened = try await open(accounts, at: time)
            await #expect(throws: IdentityError.wrongCode) { try await show(codes[0], opened, accounts, at: time) }
        }
    }

    @Test func guessingCodesCostsTime() async throws {
        try await withDirector { accounts, code, _ in
            let time = now.addingTimeInterval(60)
            let opened = try await open(accounts, at: time)
            for guess in ["111111", "222222", "333333", "444444"] {
                await #expect(throws: IdentityError.wrongCode) { try await show(guess, opened, accounts, at: time) }
            }
            await #expect(throws: IdentityError.tooManyAttempts(nextAt: time.addingTimeInterval(2))) {
                try await show(code.code(at: time), opened, accounts, at: time)
            }
        }
    }

    @Test func theSecondFactorIsTakenAwayWithThePasswordOnly() async throws {
        try await withDirector { accounts, code, _ in
            let time = now.addingTimeInterval(60)
            let opened = try await show(code.code(at: time), try await open(accounts, at: time), accounts, at: time)
            let signedIn = try await AuthenticateSession(accounts.context)(opened.token, at: time)
            let setUp = SetUpSecondFactor(accounts.context)
            await #expect(throws: IdentityError.secondFactorState) { try await setUp.begin(signedIn) }
            await #expect(throws: IdentityError.wrongCredentials) {
                try await setUp.remove(password: "no", signedIn: signedIn, origin: TestAccounts.origin, at: time)
            }
            try await setUp.remove(
                password: TestAccounts.password, signedIn: signedIn, origin: TestAccounts.origin, at: time)
            // A director without one has to set it up before anything else.
            let after = try await AuthenticateSession(accounts.context)(opened.token, at: time)
            #expect(after.stage == .secondFactorMissing)
            #expect(try await setUp.begin(after).secret != code.secret)
        }
    }
}
