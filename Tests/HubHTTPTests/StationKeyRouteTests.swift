import Directory
import FactLog
import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import HummingbirdTesting
import NIOCore
import Postgres
import TestSupport
import Testing

@testable import HubHTTP

/// Stations' keys as stations meet them: enrolment, signatures, rotation, revocation.
@Suite(.timeLimit(.minutes(5))) struct StationKeyRouteTests {
    private static let enrolments = "/api/v1/stations/enrolments"
    private static let rotation = "/api/v1/sync/keys"
    private static let batches = "/api/v1/sync/batches"
    private static let state = "/api/v1/sync/state"

    private func json(_ response: TestResponse) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(response.body.readableBytesView))
        return try #require(object as? [String: Any])
    }

    private func enrol(
        _ key: StationPrivateKey, _ code: String, on hub: RunningHub, station: String = "S02",
        signedBy signer: StationPrivateKey? = nil
    ) async throws -> TestResponse {
        var message = EnrolmentRequest(station: station, code: EnrolmentCode(), key: key.publicKey)
        message.code = code
        return try await hub.sendSigned(
            .post, Self.enrolments, body: Array(try JSONEncoder().encode(message)), by: signer ?? key)
    }

    private func issue(_ hub: RunningHub, at now: Date = FixedClock.now) async throws -> String {
        try await IssueEnrolmentCode(database: hub.database.hub)(for: .number(2), by: "test", at: now).code.text
    }

    @Test func aStationEnrolsOnce() async throws {
        try await RunningHub.with { hub in
            let (key, code) = (StationPrivateKey(), try await issue(hub))
            let answer = try await enrol(key, code, on: hub)
            #expect(answer.status == .ok)
            #expect(try json(answer)["station"] as? String == "S02")
            #expect(try json(answer)["keyId"] as? String == key.publicKey.id)
            #expect(try await enrol(key, code.lowercased(), on: hub).body == answer.body)
            let state = try await hub.sendSigned(.get, Self.state, by: key)
            #expect(try json(state)["station"] as? String == "S02")
            let used = try await enrol(StationPrivateKey(), code, on: hub)
            try expectProblem(used, .conflict, "used_enrolment")
        }
    }

    @Test func anEnrolmentThatFailsSaysWhatToDo() async throws {
        try await RunningHub.with { hub in
            let (key, code) = (StationPrivateKey(), try await issue(hub))
            try expectProblem(try await enrol(key, code, on: hub, station: "S01"), .forbidden, "wrong_station")
            try expectProblem(try await enrol(key, code, on: hub, station: "?"), .forbidden, "wrong_station")
            let forged = try await enrol(key, code, on: hub, signedBy: StationPrivateKey())
            try expectProblem(forged, .unauthorized, "bad_signature")
            try expectProblem(
                try await enrol(key, EnrolmentCode().text, on: hub), .notFound, "unknown_enrolment")
            try expectProblem(try await enrol(key, "hello", on: hub), .notFound, "unknown_enrolment")
            let unsigned = try await hub.send(.post, Self.enrolments, body: Array("{}".utf8))
            try expectProblem(unsigned, .unauthorized, "bad_signature")
            for body in ["", "{}", "[]", #"{"station":"S02","code":"x","key":{"kty":"RSA","crv":"Ed25519","x":"AA"}}"#]
            {
                let answer = try await hub.sendSigned(.post, Self.enrolments, body: Array(body.utf8), by: key)
                try expectProblem(answer, .badRequest, "unreadable")
            }
            let long = [UInt8](repeating: 0x20, count: 5000)
            try expectProblem(
                try await hub.sendSigned(.post, Self.enrolments, body: long, by: key), .contentTooLarge, "too_large")
            let old = try await issue(hub, at: FixedClock.now.addingTimeInterval(-8 * 86_400))
            try expectProblem(try await enrol(key, code, on: hub), .gone, "void_enrolment")
            try expectProblem(try await enrol(key, old, on: hub), .gone, "expired_enrolment")
            #expect(try await hub.database.number("SELECT count(*) FROM station_key") == 1)
        }
    }

    @Test func aKeyIsRotatedAndItsPredecessorRefused() async throws {
        try await RunningHub.with { hub in
            let new = StationPrivateKey()
            let message = try KeyRotationRequest(of: "S01", from: hub.key.publicKey.id, to: new)
            let body = Array(try JSONEncoder().encode(message))
            let answer = try await hub.sendSigned(.post, Self.rotation, body: body)
            #expect(answer.status == .ok)
            #expect(try json(answer)["keyId"] as? String == new.publicKey.id)
            #expect(try await hub.sendSigned(.get, Self.state, by: new).status == .ok)
            try expectProblem(try await hub.sendSigned(.get, Self.state), .unauthorized, "revoked_key")
            try expectProblem(
                try await hub.sendSigned(.post, Self.rotation, body: body), .unauthorized, "revoked_key")
            // Replayed by whoever has the new key: the proof names the old one.
            try expectProblem(
                try await hub.sendSigned(.post, Self.rotation, body: body, by: new), .unauthorized, "bad_signature")
        }
    }

    @Test func aRevokedKeyIsRefusedAtOnce() async throws {
        try await RunningHub.with { hub in
            #expect(try await hub.sendSigned(.get, Self.state).status == .ok)
            _ = try await RevokeStationKeys(database: hub.database.hub)(
                of: .number(1), by: "test", at: FixedClock.now)
            let refused = try await hub.sendSigned(.get, Self.state)
            try expectProblem(refused, .unauthorized, "revoked_key")
            #expect(refused.headers[.wwwAuthenticate]?.contains("ed25519") == true)
        }
    }

    /// A batch of the first station with its headers, to be signed and tampered with.
    private func batch(_ hub: RunningHub) throws -> (headers: HTTPFields, body: [UInt8]) {
        var book = StationBook(try .number(1))
        for _ in 0..<3 { try book.record("feedback.given", SampleData.feedback) }
        let body = book.body(1, 3)
        return (try hub.batchHeaders(book.description(1, 3), body), body)
    }

    @Test func nothingThatIsSignedCanBeChanged() async throws {
        try await RunningHub.with { hub in
            let (headers, body) = try batch(hub)
            let signed = try hub.signed(.post, Self.batches, headers)
            let stranger = StationPrivateKey()
            func changed(_ change: (inout HTTPFields) throws -> Void) rethrows -> HTTPFields {
                var headers = signed
                try change(&headers)
                return headers
            }
            let input = try #require(signed[RunningHub.signatureInput])
            let other = try hub.signed(.post, Self.batches, headers, by: stranger)
            for (headers, code) in [
                (changed { $0[RunningHub.batch]? += " " + ",x=1" }, "bad_signature"),
                (changed { $0[RunningHub.contentDigest] = ContentDigest.fieldValue(of: [1]) }, "bad_signature"),
                (
                    changed { $0[RunningHub.signatureInput] = input.replacing("created=", with: "created=1") },
                    "bad_signature"
                ),
                (changed { $0[RunningHub.signatureInput] = input + ";nonce=\"n\"" }, "bad_signature"),
                (changed { $0[RunningHub.signature] = other[RunningHub.signature] }, "bad_signature"),
                (changed { $0[RunningHub.signature] = nil }, "bad_signature"),
                (changed { $0[RunningHub.signatureInput] = "nonsense" }, "bad_signature"),
                (other, "unknown_key"),
                (try hub.signed(.post, Self.rotation, headers), "bad_signature"),
                (try hub.signed(.put, Self.batches, headers, covering: signedParts), "bad_signature"),
                (
                    try hub.signed(.post, Self.batches, headers, covering: ["@method", "@path", "content-digest"]),
                    "bad_signature"
                ),
                (
                    try hub.signed(.post, Self.batches, headers, covering: signedParts.reversed() + ["@method"]),
                    "bad_signature"
                ),
            ] as [(HTTPFields, String)] {
                let answer = try await hub.send(.post, Self.batches, headers: headers, body: body)
                try expectProblem(answer, .unauthorized, code)
            }
            var tampered = body
            tampered[tampered.count / 2] ^= 1
            try expectProblem(
                try await hub.send(.post, Self.batches, headers: signed, body: tampered), .unauthorized, "bad_digest")
            try expectProblem(
                try await hub.send(.post, Self.batches + "?x=1", headers: signed, body: body), .unauthorized,
                "bad_signature")
            #expect(try await hub.database.number("SELECT count(*) FROM fact") == 0)
            #expect(try await hub.send(.post, Self.batches, headers: signed, body: body).status == .ok)
        }
    }

    private let signedParts = ["@method", "@path", "content-digest", "xinlian-batch"]

    @Test func aQueryIsSigned() async throws {
        try await RunningHub.with { hub in
            let path = "/api/v1/sync/changes?cursor=0&limit=2"
            let signed = try hub.signed(.get, path, [:])
            #expect(try await hub.send(.get, path, headers: signed).status == .ok)
            try expectProblem(
                try await hub.send(.get, "/api/v1/sync/changes?cursor=1&limit=2", headers: signed), .unauthorized,
                "bad_signature")
            let uncovered = try hub.signed(.get, path, [:], covering: ["@method", "@path"])
            try expectProblem(
                try await hub.send(.get, path, headers: uncovered), .unauthorized, "bad_signature")
        }
    }

    /// Signed anew it is the identical batch all the same; by whom and when it was signed first is kept.
    @Test func anIdenticalBatchGetsTheIdenticalReceiptWhenSignedAnew() async throws {
        try await RunningHub.with { hub in
            let (headers, body) = try batch(hub)
            func send(at time: Date) async throws -> TestResponse {
                try await hub.send(
                    .post, Self.batches, headers: try hub.signed(.post, Self.batches, headers, at: time), body: body)
            }
            let first = try await send(at: FixedClock.now)
            #expect(first.status == .ok)
            // Whatever the station's clock says, its signed time is no ground for refusal.
            for seconds: Double in [1, 34_560_000, -777_600_000, 1e13] {
                let again = try await send(at: FixedClock.now.addingTimeInterval(seconds))
                #expect(again.status == .ok)
                #expect(again.body == first.body)
            }
            #expect(try await hub.database.number("SELECT count(*) FROM fact") == 3)
            #expect(
                try await hub.database.texts(
                    "SELECT key_id || extract(epoch FROM signed_at)::bigint FROM sync_receipt") == [
                        "\(hub.key.publicKey.id)\(Int(FixedClock.now.timeIntervalSince1970))"
                    ])
        }
    }

    @Test func anotherStationsKeySendsNothingForThisOne() async throws {
        try await RunningHub.with { hub in
            let other = try await hub.database.enrol(.number(2))
            let (headers, body) = try batch(hub)
            let answer = try await hub.sendSigned(.post, Self.batches, headers: headers, body: body, by: other)
            try expectProblem(answer, .forbidden, "wrong_station")
            #expect(try await hub.database.number("SELECT count(*) FROM fact") == 0)
        }
    }
}
