import Directory
import FactLog
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import HummingbirdTesting
import Identity
import Postgres
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// What is refused stands in the audit trail, and nobody can fill the trail by being refused.
@Suite(.timeLimit(.minutes(5))) struct RefusedAttemptTests {
    private static let state = "/api/v1/sync/state"
    private static let batches = "/api/v1/sync/batches"

    private func refusals(_ hub: RunningHub) async throws -> [AuditEntry] { try await hub.database.trail(.refusal) }

    @Test func badSignaturesAreToldInTheChainOfTheStationThatIsNamed() async throws {
        try await RunningHub.with { hub in
            let stranger = StationPrivateKey()
            _ = try await hub.sendSigned(.get, Self.state, by: stranger)
            // Signed by another key under the id of the station's.
            let request = SignableRequest(method: "GET", target: Self.state, fields: [])
            var forged: HTTPFields = [:]
            for field in try request.signatureFields(
                covering: ["@method", "@path", "@query"], by: stranger, keyID: hub.key.publicKey.id, at: FixedClock.now)
            {
                forged[try #require(HTTPField.Name(field.name))] = field.value
            }
            try expectProblem(try await hub.send(.get, Self.state, headers: forged), .unauthorized, "bad_signature")
            _ = try await RevokeStationKeys(database: hub.database.hub)(
                of: .number(1), by: "test", at: FixedClock.now)
            _ = try await hub.sendSigned(.get, Self.state)
            let told = try await refusals(hub)
            #expect(
                told.map(\.line) == [
                    "bureau refusal execute refused unknown_key", "station/S01 refusal execute refused bad_signature",
                    "station/S01 refusal execute refused revoked_key",
                ])
            // What a request says of itself proves nothing.
            #expect(told.allSatisfy { $0.agentKind == "unknown" && $0.agent == nil && $0.source == "127.0.0.1" })
            #expect(
                told.map(\.entityID) == [
                    stranger.publicKey.id, hub.key.publicKey.id, hub.key.publicKey.id,
                ])
            #expect(told.allSatisfy { $0.details["route"] == "GET \(Self.state)" })
        }
    }

    @Test func refusedBatchesAreToldWithTheKeyThatSentThem() async throws {
        try await RunningHub.with { hub in
            var book = StationBook(try .number(1))
            for _ in 0..<3 { try book.record("feedback.given", SampleData.feedback) }
            let body = book.body(2, 3)
            for _ in 0..<3 {
                let gap = try await hub.sendSigned(
                    .post, Self.batches, headers: try hub.batchHeaders(book.description(2, 3), body), body: body)
                try expectProblem(gap, .conflict, "gap")
            }
            let told = try await refusals(hub)
            #expect(told.map(\.line) == ["station/S01 refusal execute refused gap"])
            #expect(told.first?.agent == hub.key.publicKey.id && told.first?.organization == "station/S01")
            let whole = book.body(1, 3)
            _ = try await hub.sendSigned(
                .post, Self.batches, headers: try hub.batchHeaders(book.description(1, 3), whole), body: whole)
            let taken = try #require(try await hub.database.trail(.ingest).last)
            #expect(taken.agent == hub.key.publicKey.id && taken.source == "127.0.0.1" && taken.details["added"] == "3")
        }
    }

    @Test func whoIsNotSignedInIsToldOfWhereNoPageLeadsToTheSignIn() async throws {
        try await RunningHub.with { hub in
            let path = "/api/v1/administration/accounts"
            for _ in 0..<20 { #expect(try await hub.send(.get, path).status == .unauthorized) }
            let browser: HTTPFields = [.accept: "text/html"]
            #expect(try await hub.send(.get, "/administration/accounts", headers: browser).status == .seeOther)
            let told = try await refusals(hub)
            #expect(told.map(\.line) == ["bureau refusal execute refused not_signed_in"])
            #expect(told.first?.details["route"] == "GET \(path)")
        }
    }

    @Test func aFormFromElsewhereIsToldWithThePerson() async throws {
        try await RunningHub.with { hub in
            let director = try await hub.signedIn(as: .director)
            var headers = director
            headers[.contentType] = "application/x-www-form-urlencoded"
            let answer = try await hub.send(
                .post, "/administration/accounts", headers: headers, body: Array("_token=x&name=y".utf8))
            #expect(answer.status == .forbidden)
            let told = try await refusals(hub)
            #expect(told.map(\.line) == ["bureau refusal execute refused invalid_form"])
            #expect(told.first?.role == "director" && told.first?.agentKind == "account")
        }
    }

    private func attempt(_ refusal: AuditRefusal, from address: String) -> RefusedAttempts.Attempt {
        RefusedAttempts.Attempt(
            refusal, in: .bureau, by: .unknown, on: nil, from: RequestOrigin(address: address, agent: ""),
            route: "GET /x")
    }

    /// A minute's worth of attempts of a kind is one entry that says how many there were.
    @Test func aKindGivesOneEntryAMinute() async throws {
        try await TestDatabase.with(stations: 1) { database in
            try await database.forgetTrail()
            let refusals = RefusedAttempts(database: database.hub, logger: TestDatabase.quietLogger)
            for second in 0..<50 {
                await refusals.note(attempt(.badSignature, from: "192.0.2.1"), at: FixedClock.now + Double(second))
            }
            await refusals.note(attempt(.unknownKey, from: "192.0.2.1"), at: FixedClock.now)
            // One customer has all of these addresses.
            for last in 1...9 {
                await refusals.note(attempt(.badSignature, from: "2001:db8:0:1::\(last)"), at: FixedClock.now)
            }
            await refusals.recordCounted(at: FixedClock.now + 59)
            #expect(try await database.trail().map { $0.details["attempts"] } == ["1", "1", "1"])
            await refusals.recordCounted(at: FixedClock.now + 60)
            let counted = try await database.trail().dropFirst(3).map { $0.details["attempts"] ?? "" }
            #expect(counted.sorted() == ["49", "8"])
            // Nothing more happened, so nothing more is told, and the next attempt is a first one again.
            await refusals.recordCounted(at: FixedClock.now + 120)
            #expect(try await database.trail().count == 5)
            await refusals.note(attempt(.badSignature, from: "192.0.2.1"), at: FixedClock.now + 121)
            #expect(try await database.trail().count == 6)
        }
    }

    @Test func aThousandAddressesGiveABoundedNumberOfEntries() async throws {
        try await TestDatabase.with(stations: 1) { database in
            try await database.forgetTrail()
            let refusals = RefusedAttempts(database: database.hub, logger: TestDatabase.quietLogger)
            for number in 0..<1000 {
                let address = "10.1.\(number / 250).\(number % 250)"
                await refusals.note(attempt(.unknownKey, from: address), at: FixedClock.now)
            }
            await refusals.recordCounted(at: FixedClock.now, everything: true)
            let told = try await database.trail()
            #expect(told.count <= RefusedAttempts.largestNumber + 2)
            #expect(told.compactMap { $0.details["attempts"].flatMap(Int.init) }.reduce(0, +) == 1000)
            #expect(told.last?.source == "several")
        }
    }
}
