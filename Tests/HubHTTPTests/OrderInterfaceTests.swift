import Foundation
import Funding
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import HummingbirdTesting
import NIOCore
import Postgres
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// Orders and budgets by JSON: each write once for its key.
@Suite(.timeLimit(.minutes(5))) struct OrderInterfaceTests {
    private static let orders = "/api/v1/stations/S01/orders"
    private static let key = HTTPField.Name("Idempotency-Key")

    private struct Answer: Decodable {
        struct Item: Decodable {
            var item: String
            var copaymentFen: Int64
        }

        var order: String?
        var state: String?
        var next: String?
        var copaymentFen: Int64?
        var orders: [Answer]?
        var items: [Item]?
    }

    private func write(
        _ hub: RunningHub, _ path: String, _ body: String, _ cookie: HTTPFields, key: String? = UUID().uuidString
    ) async throws -> TestResponse {
        var headers = cookie
        headers[.contentType] = "application/json"
        if let key { headers[try #require(Self.key)] = key }
        return try await hub.send(.post, path, headers: headers, body: Array(body.utf8))
    }

    private func read(_ response: TestResponse) throws -> Answer {
        #expect(response.status == .ok, "\(String(buffer: response.body))")
        return try JSONDecoder().decode(Answer.self, from: Data(response.body.readableBytesView))
    }

    /// The first thing on offer, and what somebody would pay for it.
    private func item(_ hub: RunningHub, _ cookie: HTTPFields) async throws -> (key: String, copaymentFen: Int64) {
        let quote = try read(try await write(hub, Self.orders + "/quote", "{}", cookie, key: nil))
        let first = try #require(quote.items?.first)
        return (first.item, first.copaymentFen)
    }

    @Test func anOrderGoesItsWayByJSON() async throws {
        try await RunningHub.with { hub in
            let staff = try await hub.signedIn(as: .stationStaff)
            let offered = try await item(hub, staff)
            let placed = try read(
                try await write(
                    hub, Self.orders, #"{"item":"\#(offered.key)","copaymentFen":\#(offered.copaymentFen)}"#, staff))
            let order = try #require(placed.order)
            #expect(placed.copaymentFen == offered.copaymentFen)
            let path = "\(Self.orders)/\(order)"
            let accepted = try read(try await write(hub, path + "/accept", #"{"department":"civil-affairs"}"#, staff))
            #expect(accepted.state == "accepted")
            try expectProblem(
                try await write(hub, path + "/accept", "{}", staff), .conflict, "order_accepted")
            _ = try read(try await write(hub, path + "/deliver", #"{"evidence":"上门探望"}"#, staff))
            let shown = try read(try await hub.send(.get, path, headers: staff))
            #expect(shown.state == "delivered")
            _ = try read(try await write(hub, path + "/cancel", #"{"reason":"居民改期"}"#, staff))
            let list = try read(try await hub.send(.get, Self.orders + "?state=cancelled", headers: staff))
            #expect(list.orders?.map(\.order) == [order] && list.next == nil)
            for query in ["state=no", "sort=no", "after=no", "package=%00"] {
                let refused = try await hub.send(.get, "\(Self.orders)?\(query)", headers: staff)
                try expectProblem(refused, .badRequest, "invalid_parameter")
            }
        }
    }

    @Test func aWriteIsDoneOnceForItsKey() async throws {
        try await RunningHub.with { hub in
            let staff = try await hub.signedIn(as: .stationStaff)
            let body = #"{"item":"\#(try await item(hub, staff).key)"}"#
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<6 {
                    group.addTask { String(buffer: try await write(hub, Self.orders, body, staff, key: "k1").body) }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(answers.count == 1)
            #expect(try await hub.database.number("SELECT count(*) FROM service_order") == 1)
            let placed = try read(try await write(hub, Self.orders, body, staff, key: "k1"))
            let order = try #require(placed.order)
            // Other content, and another address, are other requests.
            try expectProblem(
                try await write(hub, Self.orders, body + " ", staff, key: "k1"), .unprocessableContent,
                "idempotency_key_reused")
            try expectProblem(
                try await write(hub, "\(Self.orders)/\(order)/accept", body, staff, key: "k1"), .unprocessableContent,
                "idempotency_key_reused")
            // Somebody else's key is another key.
            let manager = try await hub.signedIn(as: .stationManager)
            let others = try read(try await write(hub, Self.orders, body, manager, key: "k1"))
            #expect(others.order != order)
            // What was refused changed nothing, and is tried again.
            let accept = "\(Self.orders)/\(order)/accept"
            try expectProblem(
                try await write(hub, accept, #"{"department":"no-such"}"#, staff, key: "k2"), .unprocessableContent,
                "invalid_performer")
            #expect(try await write(hub, accept, "{}", staff, key: "k2").status == .ok)
            for key in [nil, "", "a b", String(repeating: "k", count: 201), "钥匙"] {
                let refused = try await write(hub, Self.orders, body, staff, key: key)
                try expectProblem(refused, .badRequest, "invalid_idempotency_key")
            }
            #expect(try await hub.database.number("SELECT count(*) FROM service_order") == 2)
        }
    }

    @Test func whatIsWrongIsRefusedAndChangesNothing() async throws {
        try await RunningHub.with { hub in
            let staff = try await hub.signedIn(as: .stationStaff)
            let offered = try await item(hub, staff)
            for (fen, status, code) in [
                ("-1", HTTPResponse.Status.conflict, "price_differs"),
                ("\(offered.copaymentFen + 1)", .conflict, "price_differs"),
                ("\(Int64.max)", .conflict, "price_differs"), ("9223372036854775808", .badRequest, "unreadable"),
                ("10.5", .badRequest, "unreadable"), (#""10.00元""#, .badRequest, "unreadable"),
            ] {
                let refused = try await write(
                    hub, Self.orders, #"{"item":"\#(offered.key)","copaymentFen":\#(fen)}"#, staff)
                try expectProblem(refused, status, code)
            }
            for (body, status, code) in [
                (#"{"item":"no/such"}"#, HTTPResponse.Status.unprocessableContent, "not_offered"),
                (#"{"item":"\#(offered.key)","resident":"7"}"#, .unprocessableContent, "invalid_resident"),
                ("{}", .badRequest, "unreadable"), ("[", .badRequest, "unreadable"),
            ] {
                try expectProblem(try await write(hub, Self.orders, body, staff), status, code)
            }
            for path in ["/api/v1/stations/S02/orders", Self.orders + "/no-such/cancel", Self.orders + "/%00/accept"] {
                let refused = try await write(hub, path, #"{"item":"a/b","reason":"改期"}"#, staff)
                try expectProblem(refused, .notFound, "not_found")
            }
            #expect(try await hub.database.number("SELECT count(*) FROM service_order") == 0)
            #expect(try await hub.database.number("SELECT count(*) FROM request_key") == 0)
        }
    }

    @Test func budgetsAreToldToThoseWhoAnswerForThem() async throws {
        try await RunningHub.with { hub in
            let district = try await FundedDistrict(hub.database, fen: 1000)
            let own = try await hub.signedIn(
                "own", .init(.stationManager, at: .station(district.station)) ?? .bureau(.auditor))
            try await district.follow(district.step(.accepted, "o1", fen: 400))
            let path = "/api/v1/stations/\(district.station)/budget"
            let lines = String(buffer: try await hub.send(.get, path, headers: own).body)
            #expect(lines.contains(#""availableFen":600"#) && lines.contains(#""reservedFen":400"#))
            #expect(!lines.contains(#""availableFen":0"#), "the district's own line is not the station's")
            let officer = try await hub.signedIn(as: .financeOfficer)
            let all = String(
                buffer: try await hub.send(.get, "/api/v1/funding/budget?year=2026", headers: officer).body)
            #expect(all.contains(#""reservedFen":400"#) && all.contains(#""availableFen":0"#))
            let empty = try await hub.send(.get, "/api/v1/funding/budget?year=2031", headers: officer)
            #expect(String(buffer: empty.body) == "[]")
            try expectProblem(
                try await hub.send(.get, "/api/v1/funding/budget?year=x", headers: officer), .badRequest,
                "invalid_parameter")
            let staff = try await hub.signedIn(
                "staff", .init(.stationStaff, at: .station(district.station)) ?? .bureau(.auditor))
            try expectProblem(try await hub.send(.get, path, headers: staff), .notFound, "not_found")
        }
    }
}
