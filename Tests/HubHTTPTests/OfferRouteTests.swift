import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import HummingbirdTesting
import NIOCore
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// Deciding what a station offers, by page and by JSON.
@Suite(.timeLimit(.minutes(5))) struct OfferRouteTests {
    private struct Decision: Decodable {
        struct Package: Decodable {
            var code: String
            var priceFen: Int64?
        }

        var number: Int64
        var isInForce: Bool
        var profile: String
        var packages: [Package]
        var origin: String
    }

    private static let api = "/api/v1/stations/S01/offers"

    private func send(
        _ path: String, _ body: String, _ hub: RunningHub, _ cookie: HTTPFields, type: String = "application/json",
        origin: String? = nil
    ) async throws -> (status: HTTPResponse.Status, text: String) {
        var headers = cookie
        headers[.contentType] = type
        headers[.origin] = origin
        let answer = try await hub.send(.post, path, headers: headers, body: Array(body.utf8))
        return (answer.status, String(buffer: answer.body))
    }

    private func decisions(_ hub: RunningHub, _ cookie: HTTPFields) async throws -> [Decision] {
        let answer = try await hub.send(.get, Self.api, headers: cookie)
        #expect(answer.status == .ok)
        return try JSONDecoder().decode([Decision].self, from: Data(answer.body.readableBytesView))
    }

    /// What is in force with one package left out, on the basis of a number.
    private func body(_ decision: Decision, basis: Int64, priceFen: Int64? = nil) throws -> String {
        let packages = decision.packages.dropFirst().map { package in
            let price = (priceFen ?? package.priceFen).map { #","priceFen":\#($0)"# } ?? ""
            return #"{"code":"\#(package.code)"\#(price)}"#
        }
        try #require(!packages.isEmpty)
        return #"{"profile":"\#(decision.profile)","packages":[\#(packages.joined(separator: ","))],"activities":[],"#
            + #""basis":\#(basis)}"#
    }

    @Test func aManagerDecidesByJSONOnceAndOnWhatIsKnown() async throws {
        try await RunningHub.with { hub in
            let manager = try await hub.signedIn(as: .stationManager)
            let first = try #require(try await decisions(hub, manager).first)
            #expect(first.isInForce && first.origin == "configuration")
            let good = try body(first, basis: first.number)
            let rehearsed = try await send(Self.api + "/rehearsal", good, hub, manager)
            #expect(rehearsed.status == .ok && rehearsed.text.contains("package-switched-off"))
            #expect(rehearsed.text.contains(#""canBeDecided":true"#))
            #expect(try await decisions(hub, manager).count == 1)

            #expect(try await send(Self.api, good, hub, manager).status == .ok)
            let after = try await decisions(hub, manager)
            #expect(after.first?.number == 2 && after.first?.isInForce == true && after.first?.origin == "station")
            #expect(after.first?.packages.count == first.packages.count - 1)
            // Sent again, it is a decision on what has changed since.
            let again = try await send(Self.api, good, hub, manager)
            #expect(again.status == .conflict && again.text.contains("overtaken"))
            let dear = try await send(Self.api, try body(first, basis: 2, priceFen: 99_999_999), hub, manager)
            #expect(dear.status == .unprocessableContent && dear.text.contains("not_allowed_offer"))
            #expect(dear.text.contains("choose from"))
            #expect(try await decisions(hub, manager).count == 2)
        }
    }

    @Test func requestsFromElsewhereAndUnreadableOnesDecideNothing() async throws {
        try await RunningHub.with { hub in
            let manager = try await hub.signedIn(as: .stationManager)
            let good = try body(try #require(try await decisions(hub, manager).first), basis: 1)
            // Browsers send these types across sites without asking.
            for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
                #expect(try await send(Self.api, good, hub, manager, type: type).status == .unsupportedMediaType)
            }
            let foreign = try await send(Self.api, good, hub, manager, origin: "https://elsewhere.example")
            #expect(foreign.status == .forbidden)
            for bad in ["", "{", "[]", #"{"profile":"community-hub"}"#, #"{"basis":"1"}"#] {
                #expect(try await send(Self.api, bad, hub, manager).status == .badRequest, "\(bad)")
            }
            let unknown = good.replacing("\"profile\":\"", with: "\"profile\":\"x")
            #expect(try await send(Self.api, unknown, hub, manager).status == .unprocessableContent)
            #expect(try await decisions(hub, manager).count == 1)
        }
    }

    @Test func othersReadAtMost() async throws {
        try await RunningHub.with { hub in
            let manager = try await hub.signedIn(as: .stationManager)
            let good = try body(try #require(try await decisions(hub, manager).first), basis: 1)
            for role in Role.allCases where role != .stationManager && role != .director {
                let cookie = try await hub.signedIn(as: role)
                #expect(try await send(Self.api, good, hub, cookie).status == .notFound, "\(role)")
                let reads = [.auditor, .stationStaff].contains(role)
                let page = try await hub.send(.get, "/stations/S01/profile", headers: cookie)
                #expect((page.status == .ok) == reads, "\(role)")
                // Nothing to press for those who may not.
                if reads { #expect(!String(buffer: page.body).contains("btn-primary")) }
            }
            let other = try await send("/api/v1/stations/S02/offers", good, hub, manager)
            #expect(other.status == .notFound)
            let unknown = try await hub.send(.get, "/stations/S99/profile", headers: manager)
            #expect(unknown.status == .notFound)
            #expect(try await decisions(hub, manager).count == 1)
        }
    }

    @Test func thePageKeepsWhatWasTypedAndSaysWhatIsWrong() async throws {
        try await RunningHub.with { hub in
            let manager = try await hub.signedIn(as: .stationManager)
            let decision = try #require(try await decisions(hub, manager).first)
            let (path, package) = ("/stations/S01/profile/\(decision.profile)", try #require(decision.packages.first))
            func fields(_ price: String, day: String = "") -> [String: String] {
                ["basis": "1", "package.\(package.code)": "on", "price.\(package.code)": price, "day": day]
            }
            for (price, day) in [("twelve", ""), ("-1", ""), ("1.234", ""), ("1e9", ""), ("", "2026-02-30")] {
                let answer = try await hub.post(path + "/rehearsal", fields(price, day: day), manager)
                let html = String(buffer: answer.body)
                #expect(answer.status == .unprocessableContent, "\(price) \(day)")
                #expect(html.contains("role=\"alert\"") && html.contains("value=\"\(price)\""))
                #expect(!html.contains("id=\"rehearsal\""))
            }
            let rehearsed = try await hub.post(path + "/rehearsal", fields(""), manager)
            #expect(rehearsed.status == .ok && String(buffer: rehearsed.body).contains("id=\"rehearsal\""))
            #expect(try await decisions(hub, manager).count == 1)
            let decided = try await hub.post(path, fields(""), manager)
            #expect(decided.status == .seeOther)
            #expect(try await decisions(hub, manager).first?.packages.map(\.code) == [package.code])
            let late = try await hub.post(path, fields(""), manager)
            #expect(late.status == .conflict)
            let nothing = try await hub.post(path, ["basis": "2"], manager)
            #expect(nothing.status == .unprocessableContent)
        }
    }

    @Test func theDirectorSeesVersionsAndAnUnknownOneIsNotThere() async throws {
        try await RunningHub.with { hub in
            let director = try await hub.signedIn(as: .director)
            let list = try await hub.send(.get, "/administration/plugins", headers: director)
            #expect(list.status == .ok && String(buffer: list.body).contains("1.1.0"))
            let path = "/administration/plugins/community-hub/rehearsal"
            let same = try await hub.send(.get, path + "?from=1.1.0&to=1.1.0", headers: director)
            #expect(same.status == .ok)
            for query in ["", "?from=1.1.0&to=9.9.9", "?from=x&to=1.1.0"] {
                #expect(try await hub.send(.get, path + query, headers: director).status == .notFound)
            }
            let nobody = try await hub.post(
                "/administration/plugins/community-hub", ["from": "1.1.0", "to": "1.1.0"], director)
            #expect(nobody.status == .unprocessableContent)
        }
    }
}
