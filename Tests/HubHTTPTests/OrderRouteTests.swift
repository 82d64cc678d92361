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
            #expect(body(refused).contains("没有这个部门"))
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

    /// A resident who pays another price than others for something on offer.
    private func resident(_ hub: RunningHub) async throws -> ResidentID {
        let resident = ResidentID()
        var book = StationBook(try .number(1))
        try book.record(
            "resident.registered",
            #"{"birthYearBand":"2015-2019","sex":"male","tags":["low-income"],"consents":[]}"#,
            subject: resident.rawValue)
        try await hub.database.send(book)
        return resident
    }

    @Test func aResidentsPriceIsShownBeforeTheOrderIsPlaced() async throws {
        try await RunningHub.with { hub in
            let staff = try await hub.signedIn(as: .stationStaff)
            let resident = try await resident(hub).description
            let form = body(try await hub.send(.get, Self.list + "/new", headers: staff))
            let item = String(try #require(form.firstMatch(of: #/name="item" id="[^"]*" value="([^"]*)"/#)?.1))
            let first = try await hub.post(Self.list, ["item": item, "resident": resident], staff)
            #expect(first.status == .ok)
            #expect(body(first).contains("以下是这位居民的价格") && body(first).contains("不面向这位居民"))
            #expect(try await hub.database.number("SELECT count(*) FROM service_order") == 0)
            let english = body(
                try await hub.post(Self.list + "/quote?lang=en", ["resident": resident], staff))
            #expect(english.contains("is not meant for this resident") && english.contains("pays ¥"))
            let agreed = String(
                try #require(
                    body(first).firstMatch(
                        of: #/value="([^"]*)" required checked.*?name="agreed:[^"]*" value="(\d+)"/#)?
                        .2))
            let fields = ["item": item, "resident": resident, "quoted": resident]
            let other = try await hub.post(
                Self.list, fields.merging(["agreed:\(item)": "\((Int(agreed) ?? 0) + 1)"]) { $1 }, staff)
            #expect(other.status == .unprocessableContent && body(other).contains("应付金额有变"))
            let unreadable = try await hub.post(Self.list, fields.merging(["agreed:\(item)": "x"]) { $1 }, staff)
            #expect(unreadable.status == .unprocessableContent)
            let placed = try await hub.post(Self.list, fields.merging(["agreed:\(item)": agreed]) { $1 }, staff)
            #expect(placed.status == .seeOther)
            // That somebody looked at what a resident pays is on record.
            let looked = try await hub.database.texts(
                "SELECT DISTINCT entity_id FROM audit_event WHERE type = 'read' AND entity_type = 'resident'")
            #expect(looked == [resident])
        }
    }

    @Test func theMoneyOfAnOrderIsToldToTheManager() async throws {
        try await RunningHub.with { hub in
            let district = try await FundedDistrict(hub.database, fen: 100_000)
            let assignment = try #require(RoleAssignment(.stationManager, at: .station(district.station)))
            let manager = try await hub.signedIn("manager", assignment)
            let staff = try await hub.signedIn(
                "staff", try #require(RoleAssignment(.stationStaff, at: .station(district.station))))
            var book = StationBook(district.station)
            let data = #"{"order":"o1","package":"\#(district.package)","item":"visit","amountFen":8000}"#
            for step in ["placed", "accepted", "delivered", "verified"] { try book.record("order.\(step)", data) }
            try await hub.database.send(book)
            try await hub.database.applyEffects()
            let path = "/stations/\(district.station)/orders/o1"
            let waiting = body(try await hub.send(.get, path, headers: manager))
            #expect(waiting.contains("接单占用指标") && waiting.contains("已验收，待支付") && waiting.contains("¥80.00"))
            #expect(waiting.contains("记 · 待批准"))
            _ = try await district.decide(district.waiting())
            let approved = body(try await hub.send(.get, path, headers: manager))
            #expect(approved.contains("记-1 (2026年3月) · 已批准"))
            let english = body(try await hub.send(.get, path + "?lang=en", headers: manager))
            #expect(english.contains("记-1 (Mar 2026) · approved") && english.contains("Service verified"))
            #expect(!body(try await hub.send(.get, path, headers: staff)).contains("接单占用指标"))
            let json = body(try await hub.send(.get, "/api/v1\(path)", headers: manager))
            #expect(json.contains(#""event":"service-verified""#) && json.contains(#""number":1"#))
        }
    }
}
