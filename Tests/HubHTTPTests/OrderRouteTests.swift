import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import HummingbirdTesting
import Identity
import Postgres
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// The pages on service orders, asked in-process.
@Suite(.timeLimit(.minutes(5))) struct OrderRouteTests {
    private static let list = "/stations/S01/orders"

    /// Places the first thing on offer as somebody of the station; the order's path.
    private func place(_ hub: RunningHub, _ staff: HTTPFields) async throws -> String {
        let form = body(try await hub.send(.get, Self.list + "/new", headers: staff))
        let item = try #require(form.firstMatch(of: #/name="item" id="[^"]*" value="([^"]*)"/#)?.1)
        let response = try await hub.post(Self.list, ["item": String(item)], staff)
        #expect(response.status == .seeOther, "\(body(response))")
        return try #require(response.headers[.location])
    }

    private func deliver(_ hub: RunningHub, _ order: String, _ staff: HTTPFields) async throws {
        let accepted = try await hub.post(order + "/accept", ["department": "Civil-Affairs"], staff)
        #expect(accepted.status == .seeOther)
        let delivered = try await hub.post(order + "/deliver", ["evidence": "上门探望"], staff)
        #expect(delivered.status == .seeOther)
    }

    /// The path in the link that a page shows.
    private func link(_ response: TestResponse) throws -> String {
        #expect(response.status == .ok)
        return String(
            try #require(body(response).firstMatch(of: #/<code>https?:\/\/[^\/]*(\/[ov]\/[0-9a-f]{32})</#)?.1))
    }

    /// Opens a page as somebody without an account; the cookie that its form is bound to.
    private func visit(_ hub: RunningHub, _ path: String) async throws -> (TestResponse, HTTPFields) {
        let response = try await hub.send(.get, path)
        let cookie = response.headers[.setCookie]?.split(separator: ";").first.map(String.init) ?? ""
        return (response, [.cookie: cookie])
    }

    @Test func aLinkIsDiscreetAndWorksOnce() async throws {
        try await RunningHub.with { hub in
            let staff = try await hub.signedIn(as: .stationStaff)
            let order = try await place(hub, staff)
            try await deliver(hub, order, staff)
            let path = try link(try await hub.post(order + "/link", [:], staff))
            let (page, cookie) = try await visit(hub, path)
            #expect(page.status == .ok)
            #expect(body(page).contains("上门探望"))
            let referrer = try #require(HTTPField.Name("Referrer-Policy"))
            #expect(page.headers[referrer] == "no-referrer")
            #expect(page.headers[.cacheControl] == "no-store")
            #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            // Looking twice changes nothing; a form from elsewhere does not either.
            #expect(try await visit(hub, path).0.status == .ok)
            let foreign = try await hub.post(path, ["answer": "confirmed", "_token": "x"], cookie)
            #expect(foreign.status == .forbidden)
            // Browsers give no origin for a page without referrer; from elsewhere they say so.
            var elsewhere = cookie
            elsewhere[.origin] = "null"
            elsewhere[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
            #expect(try await hub.post(path, ["answer": "confirmed"], elsewhere).status == .forbidden)
            var browser = cookie
            browser[.origin] = "null"
            browser[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "same-origin"
            let thanks = try await hub.post(path, ["answer": "confirmed"], browser)
            #expect(thanks.status == .ok)
            let again = try await hub.post(path, ["answer": "confirmed"], cookie)
            #expect(again.status == .gone)
            #expect(try await visit(hub, path).0.status == .gone)
            // The token stands nowhere that is kept.
            let token = String(path.suffix(32))
            for (table, rows) in try await hub.database.everything() {
                #expect(!rows.contains { $0.contains(token) }, "\(table)")
            }
            let told = try await hub.database.texts(
                "SELECT details::jsonb ->> 'what' FROM audit_event WHERE entity_type = 'order' ORDER BY stored_at, seq")
            #expect(
                told == [
                    "order-placed", "order-accepted", "order-delivered", "order-link-made", "order-verified",
                ])
            #expect(try await hub.database.rollupDifferences().isEmpty)
        }
    }

    @Test func aResidentOrdersWithALink() async throws {
        try await RunningHub.with { hub in
            let manager = try await hub.signedIn(as: .stationManager)
            let resident = try await hub.seedResident(1)
            let made = try await hub.post(Self.list + "/link", ["resident": resident.description], manager)
            let path = try link(made)
            // For the other purpose it is no link at all.
            #expect(try await visit(hub, path.replacing("/o/", with: "/v/")).0.status == .notFound)
            let (page, cookie) = try await visit(hub, path + "?lang=en")
            #expect(!body(page).contains(String(resident.description.prefix(8))))
            let item = try #require(body(page).firstMatch(of: #/name="item" id="[^"]*" value="([^"]*)"/#)?.1)
            #expect(try await hub.post(path, ["item": "no/such"], cookie).status == .unprocessableContent)
            #expect(try await hub.post(path, ["item": String(item)], cookie).status == .ok)
            #expect(try await hub.post(path, ["item": String(item)], cookie).status == .gone)
            let shown = body(try await hub.send(.get, Self.list, headers: manager))
            #expect(shown.contains(String(resident.description.prefix(8))))
        }
    }

    @Test func anotherStationsOrderIsNotThere() async throws {
        try await RunningHub.with { hub in
            let staff = try await hub.signedIn(as: .stationStaff)
            let order = try await place(hub, staff)
            let manager = try #require(RoleAssignment(.stationManager, at: .station(.number(2))))
            let other = try await hub.signedIn("manager-2", manager)
            for path in [order, order.replacing("S01", with: "S02")] {
                #expect(try await hub.send(.get, path, headers: other).status == .notFound)
                for step in ["accept", "deliver", "cancel", "link", "code"] {
                    let fields = ["evidence": "done it", "reason": "why not"]
                    #expect(try await hub.post("\(path)/\(step)", fields, other).status == .notFound, "\(path) \(step)")
                }
            }
            #expect(body(try await hub.send(.get, order, headers: staff)).contains("已下单"))
        }
    }

    @Test func whatIsWrongIsSaidWithWhatWasTyped() async throws {
        try await RunningHub.with { hub in
            let staff = try await hub.signedIn(as: .stationStaff)
            #expect(try await hub.post(Self.list, [:], staff).status == .unprocessableContent)
            #expect(
                try await hub.post(Self.list, ["item": "a/b", "resident": "3f2a"], staff).status
                    == .unprocessableContent)
            let order = try await place(hub, staff)
            let refused = try await hub.post(order + "/accept", ["department": "民政局"], staff)
            #expect(refused.status == .unprocessableContent)
            #expect(body(refused).contains("民政局"))
            #expect(try await hub.post(order + "/deliver", ["evidence": "做了"], staff).status == .conflict)
            #expect(try await hub.post(order + "/link", [:], staff).status == .conflict)
            #expect(try await hub.post(order + "/cancel", ["reason": "居民改期"], staff).status == .seeOther)
            #expect(try await hub.post(order + "/accept", [:], staff).status == .conflict)
        }
    }

    @Test func codesAreTypedAtTheCounterAndGuessingTakesTime() async throws {
        try await RunningHub.with { hub in
            let staff = try await hub.signedIn(as: .stationStaff)
            let order = try await place(hub, staff)
            try await deliver(hub, order, staff)
            let shown = body(try await hub.post(order + "/code", [:], staff))
            let code = String(try #require(shown.firstMatch(of: #/<code>([0-9]{6})</#)?.1))
            let number = String(try #require(order.split(separator: "/").last))
            let (page, cookie) = try await visit(hub, "/verify/S01")
            #expect(page.status == .ok)
            let wrong = code == "000000" ? "000001" : "000000"
            let refused = try await hub.post("/verify/S01", ["order": number, "code": wrong], cookie)
            #expect(refused.status == .unprocessableContent)
            let taken = try await hub.post("/verify/S01", ["order": number, "code": code], cookie)
            #expect(taken.status == .ok)
            #expect(body(try await hub.send(.get, order, headers: staff)).contains("用当面确认码"))
            // Whoever goes on guessing waits.
            var last = HTTPResponse.Status.ok
            for _ in 0..<12 {
                last = try await hub.post("/verify/S01", ["order": number, "code": wrong], cookie).status
            }
            #expect(last == .tooManyRequests)
        }
    }
}
