import Directory
import FactLog
import Foundation
import HTTPTypes
import HummingbirdTesting
import Identity
import Postgres
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// One-time codes can't be guessed: whoever tries has to wait longer and longer.
@Suite(.timeLimit(.minutes(5))) struct EnrolmentRateTests {
    private static let path = "/api/v1/stations/enrolments"

    private func present(_ code: EnrolmentCode, to hub: RunningHub) async throws -> TestResponse {
        let key = StationPrivateKey()
        let message = EnrolmentRequest(station: "S02", code: code, key: key.publicKey)
        return try await hub.sendSigned(.post, Self.path, body: Array(try JSONEncoder().encode(message)), by: key)
    }

    @Test func wrongCodesFromAnAddressHaveToWait() async throws {
        try await RunningHub.with { hub in
            let right = try await IssueEnrolmentCode(database: hub.database.hub)(
                for: .number(2), by: "test", at: FixedClock.now
            ).code
            var answers: [HTTPResponse.Status] = []
            for _ in 0..<22 { answers.append(try await present(EnrolmentCode(), to: hub).status) }
            #expect(answers == Array(repeating: .notFound, count: 21) + [.tooManyRequests])
            // Also the right one, or waiting would tell it from the others.
            let refused = try await present(right, to: hub)
            try expectProblem(refused, .tooManyRequests, "too_many_requests")
            #expect(refused.headers[.retryAfter] != nil)
            #expect(try await hub.database.number("SELECT count(*) FROM station_key WHERE station_id = 'S02'") == 0)
            let told = try await hub.database.trail(.refusal).map(\.line)
            #expect(
                told == [
                    "bureau refusal execute refused unknown_enrolment",
                    "bureau refusal execute refused too_many_requests",
                ])
        }
    }

    /// A code that was overheard tells nothing about others, and its station's own attempt must not wait for it.
    @Test func aUsedCodeIsNoGuess() async throws {
        try await RunningHub.with { hub in
            let code = try await IssueEnrolmentCode(database: hub.database.hub)(
                for: .number(2), by: "test", at: FixedClock.now
            ).code
            #expect(try await present(code, to: hub).status == .ok)
            for _ in 0..<30 { #expect(try await present(code, to: hub).status == .conflict) }
            #expect(try await present(EnrolmentCode(), to: hub).status == .notFound)
        }
    }

    @Test func theWaitGrowsIsTheAddresssOwnAndEnds() async throws {
        struct Wrong: Error {}
        try await TestDatabase.with(stations: 1) { database in
            let throttle = EnrolmentThrottle(TestAccounts(database).context)
            let (here, there) = (TestAccounts.origin, RequestOrigin(address: "198.51.100.1", agent: ""))
            var now = FixedClock.now
            var waits: [Double] = []
            for _ in 0..<35 {
                do {
                    try await throttle(origin: here, at: now) { throw Wrong() }
                } catch IdentityError.tooManyAttempts(let nextAt) {
                    waits.append(nextAt.timeIntervalSince(now))
                    now = nextAt
                } catch is Wrong {
                }
            }
            #expect(waits.first == 2)
            #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 < $1 })
            let stillWaiting = now
            await #expect(throws: IdentityError.self) { try await throttle(origin: here, at: stillWaiting) {} }
            try await throttle(origin: there, at: now) {}
            try await throttle(origin: here, at: now + SignInDelay.longestSeconds) {}
        }
    }
}
