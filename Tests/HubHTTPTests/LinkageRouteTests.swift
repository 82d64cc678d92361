import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Postgres
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// The linkage call as a station meets it.
@Suite(.timeLimit(.minutes(5))) struct LinkageRouteTests {
    private func send(_ body: String, to hub: RunningHub) async throws -> TestResponse {
        try await hub.sendSigned(
            .post, "/api/v1/linkage", headers: [.contentType: "application/json"], body: Array(body.utf8))
    }

    private func request(_ resident: UUID, _ number: String) -> String {
        #"{"resident":"\#(resident)","idNumber":"\#(number)"}"#
    }

    @Test func theAnswerTellsNothingOfOtherStations() async throws {
        try await RunningHub.with { hub in
            for _ in 0..<2 {
                let answer = try await send(request(UUID(), "11010519491231002X"), to: hub)
                #expect(answer.status == .ok)
                #expect(String(buffer: answer.body) == #"{"linked":true}"#)
            }
            #expect(try await hub.database.number("SELECT count(DISTINCT person) FROM person_link") == 1)
            #expect(try await hub.database.texts("SELECT DISTINCT station_id FROM person_link") == ["S01"])
        }
    }

    @Test func aWrongNumberIsNotRepeated() async throws {
        try await RunningHub.with { hub in
            let answer = try await send(request(UUID(), "110105194912310021"), to: hub)
            try expectProblem(answer, .unprocessableContent, "invalid_id_number")
            #expect(!String(buffer: answer.body).contains("1101051949"))
            for body in [
                "", "[]", #"{"resident":"x","idNumber":"11010519491231002X"}"#, #"{"idNumber":"11010519491231002X"}"#,
                #"{"resident":"\#(UUID())","idNumber":110105194912310021}"#,
            ] {
                let answer = try await send(body, to: hub)
                try expectProblem(answer, .badRequest, "unreadable")
                #expect(!String(buffer: answer.body).contains("1101051949"))
            }
            let long = try await send(request(UUID(), String(repeating: "1", count: 5000)), to: hub)
            try expectProblem(long, .contentTooLarge, "too_large")
            #expect(try await hub.database.number("SELECT count(*) FROM person_link") == 0)
        }
    }

    @Test func onlyAStationLinks() async throws {
        try await RunningHub.with { hub in
            let body = Array(request(UUID(), "11010519491231002X").utf8)
            for headers in [[:], try await hub.signedIn(as: .director)] {
                let answer = try await hub.send(.post, "/api/v1/linkage", headers: headers, body: body)
                try expectProblem(answer, .unauthorized, "bad_signature")
            }
            #expect(try await hub.database.number("SELECT count(*) FROM person_link") == 0)
        }
    }
}
