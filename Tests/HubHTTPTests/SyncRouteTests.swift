import Directory
import FactLog
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Postgres
import TestSupport
import Testing

@testable import HubHTTP

/// The sync protocol as a station meets it.
@Suite(.timeLimit(.minutes(5))) struct SyncRouteTests {
    private static let path = "/api/v1/sync/batches"

    private func book(station: Int = 1, _ count: Int = 3) throws -> StationBook {
        var book = StationBook(try .number(station))
        for _ in 0..<count { try book.record("feedback.given", SampleData.feedback) }
        return book
    }

    private func send(_ book: StationBook, _ first: Int64, _ last: Int64, to hub: RunningHub) async throws
        -> TestResponse
    {
        let body = book.body(first, last)
        return try await hub.sendSigned(
            .post, Self.path, headers: try hub.batchHeaders(book.description(first, last), body), body: body)
    }

    private func json(_ response: TestResponse) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(response.body.readableBytesView))
        return try #require(object as? [String: Any])
    }

    @Test func aBatchIsReceiptedAndTheStateFollows() async throws {
        try await RunningHub.with { hub in
            let book = try book()
            let first = try await send(book, 1, 3, to: hub)
            #expect(first.status == .ok)
            #expect(try json(first)["acceptedThrough"] as? Int == 3)
            let again = try await send(book, 1, 3, to: hub)
            #expect(again.body == first.body)
            let state = try json(try await hub.sendSigned(.get, "/api/v1/sync/state"))
            #expect(state["acceptedThrough"] as? Int == 3)
            #expect(state["lastHash"] as? String == book.hash(at: 3).description)
            #expect(state["station"] as? String == "S01")
        }
    }

    @Test func refusalsHaveTheirStatusAndMembers() async throws {
        try await RunningHub.with { hub in
            let book = try book(6)
            _ = try await send(book, 1, 3, to: hub)
            let gap = try await send(book, 5, 6, to: hub)
            try expectProblem(gap, .conflict, "gap")
            #expect(try json(gap)["expected"] as? Int == 4)
            var other = book
            other.truncate(to: 1)
            while other.count < 6 { try other.record("order.placed", SampleData.order()) }
            let fork = try await send(other, 1, 4, to: hub)
            try expectProblem(fork, .conflict, "fork")
            #expect(try json(fork)["seq"] as? Int == 2)
            #expect(try json(fork)["storedHash"] as? String == book.hash(at: 2).description)
            #expect(try json(fork)["sentHash"] as? String == other.hash(at: 2).description)
            let broken = try await send(other, 4, 5, to: hub)
            try expectProblem(broken, .unprocessableContent, "broken_chain")
            #expect(try json(broken)["seq"] as? Int == 4)
            try expectProblem(try await send(try self.book(station: 2), 1, 3, to: hub), .forbidden, "wrong_station")
        }
    }

    @Test func theRequestItselfIsChecked() async throws {
        try await RunningHub.with { hub in
            let book = try book()
            let body = book.body(1, 3)
            let headers = try hub.batchHeaders(book.description(1, 3), body)
            for (change, status, code) in [
                ({ $0[.contentType] = "application/json" }, .unsupportedMediaType, "unsupported_media_type"),
                ({ $0[.contentType] = nil }, .unsupportedMediaType, "unsupported_media_type"),
                ({ $0[.contentEncoding] = "gzip" }, .unsupportedMediaType, "unsupported_media_type"),
                ({ $0[RunningHub.batch] = "nonsense=" }, .badRequest, "unreadable"),
                ({ $0[RunningHub.contentDigest] = "md5=:AAAA:" }, .badRequest, "unreadable"),
                (
                    { $0[RunningHub.contentDigest] = ContentDigest.fieldValue(of: [1, 2]) }, .unauthorized, "bad_digest"
                ),
            ] as [((inout HTTPFields) -> Void, HTTPResponse.Status, String)] {
                var changed = headers
                change(&changed)
                try expectProblem(
                    try await hub.sendSigned(.post, Self.path, headers: changed, body: body), status, code)
            }
            for name in [RunningHub.batch, RunningHub.contentDigest] {
                var without = try hub.signed(.post, Self.path, headers)
                without[name] = nil
                try expectProblem(
                    try await hub.send(.post, Self.path, headers: without, body: body), .badRequest, "unreadable")
            }
            #expect(try await hub.database.number("SELECT count(*) FROM fact") == 0)
        }
    }

    @Test func tooMuchIsTooLarge() async throws {
        try await RunningHub.with { hub in
            let book = try book()
            let body = [UInt8](repeating: UInt8(ascii: "x"), count: SyncLimits.batchBytes + 1)
            let headers = try hub.batchHeaders(book.description(1, 3), body)
            try expectProblem(
                try await hub.sendSigned(.post, Self.path, headers: headers, body: body), .contentTooLarge, "too_large")
        }
    }

    @Test func anUnreadableLineIsNamed() async throws {
        try await RunningHub.with { hub in
            let book = try book()
            let body = book.body(1, 1) + Array("hello\n".utf8) + book.body(3, 3)
            let headers = try hub.batchHeaders(book.description(1, 3), body)
            let response = try await hub.sendSigned(.post, Self.path, headers: headers, body: body)
            try expectProblem(response, .badRequest, "unreadable")
            #expect(try json(response)["line"] as? Int == 2)
        }
    }

    @Test func changesComeInPages() async throws {
        try await RunningHub.with { hub in
            var (cursor, more, keys) = (0, true, [String]())
            while more {
                let response = try await hub.sendSigned(.get, "/api/v1/sync/changes?cursor=\(cursor)&limit=4")
                let page = try json(response)
                let changes = try #require(page["changes"] as? [[String: Any]])
                #expect(
                    changes.compactMap { $0["number"] as? Int } == Array((cursor + 1)..<(cursor + 1 + changes.count)))
                keys += changes.compactMap { $0["key"] as? String }
                cursor = try #require(page["cursor"] as? Int)
                more = try #require(page["more"] as? Bool)
            }
            #expect(Set(keys).isSuperset(of: ["station", "district", "offer/1"]))
            // The hub's start named the plugin's version in the document of before.
            #expect(keys.filter { $0 == "station" }.count == 2 && Set(keys).count == keys.count - 1)
        }
    }
}
