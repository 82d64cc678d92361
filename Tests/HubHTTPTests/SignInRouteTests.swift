import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import HummingbirdTesting
import Identity
import NIOCore
import PageKit
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// The way in, as a browser takes it.
@Suite(.timeLimit(.minutes(5))) struct SignInRouteTests {
    /// A browser that keeps cookies and reads the hidden field of the page it is on.
    private struct Browser {
        let hub: RunningHub
        var cookies: [String: String] = [:]
        var token = ""
        var page = ""

        init(_ hub: RunningHub) { self.hub = hub }

        private var headers: HTTPFields {
            var headers: HTTPFields = [.accept: "text/html"]
            if !cookies.isEmpty {
                headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            }
            return headers
        }

        private mutating func keep(_ response: TestResponse) {
            for field in response.headers[values: .setCookie] {
                let pair = field.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
                cookies[String(pair[0])] = pair.count > 1 && !field.contains("Max-Age=0") ? String(pair[1]) : nil
            }
            page = String(buffer: response.body)
            if let match = page.firstMatch(of: #/name="_token" value="(\S*)"/#) { token = String(match.1) }
        }

        mutating func get(_ path: String) async throws -> TestResponse {
            let response = try await hub.send(.get, path, headers: headers)
            keep(response)
            return response
        }

        mutating func post(_ path: String, _ fields: [String: String], token: String? = nil) async throws
            -> TestResponse
        {
            var all = fields
            all["_token"] = token ?? self.token
            let body = all.map { name, value in
                "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
            }.joined(separator: "&")
            var headers = headers
            headers[.contentType] = "application/x-www-form-urlencoded"
            let response = try await hub.send(.post, path, headers: headers, body: Array(body.utf8))
            keep(response)
            return response
        }
    }

    @Test func whoIsNotSignedInIsLedToTheForm() async throws {
        try await RunningHub.with { hub in
            var browser = Browser(hub)
            let response = try await browser.get("/stations/S01?lang=en")
            #expect(response.status == .seeOther)
            #expect(response.headers[.location] == "/sign-in?lang=en&next=%2Fstations%2FS01%3Flang%3Den")
            try expectProblem(try await hub.send(.get, "/api/v1/overview"), .unauthorized, "not_signed_in")
        }
    }

    @Test func aStaffMemberSignsInAndLandsWhereAsked() async throws {
        try await RunningHub.with { hub in
            _ = try await hub.accounts.create("wei", .station(.stationStaff, 1))
            var browser = Browser(hub)
            _ = try await browser.get("/sign-in?next=%2Fstations%2FS01")
            let refused = try await browser.post(
                "/sign-in", ["name": "wei", "password": "wrong", "next": "/stations/S01"])
            #expect(refused.status == .unprocessableContent)
            #expect(browser.page.contains(SignInWords.wrong(.zh)) && browser.page.contains("value=\"wei\""))
            #expect(browser.cookies[HubCookie.session.name] == nil)
            let response = try await browser.post(
                "/sign-in", ["name": "wei", "password": TestAccounts.password, "next": "/stations/S01"])
            #expect(response.status == .seeOther && response.headers[.location] == "/stations/S01")
            let cookie = try #require(response.headers[values: .setCookie].first { $0.contains("__Host-xinlian=") })
            for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(attribute)) }
            #expect(!cookie.contains("Domain"))
            #expect(try await browser.get("/stations/S01").status == .ok)
            #expect(browser.page.contains("某人 wei"))
            #expect(try await browser.get("/").headers[.location] == "/stations/S01")
            #expect(try await browser.post("/sign-out", [:]).status == .seeOther)
            #expect(try await browser.get("/stations/S01").headers[.location]?.hasPrefix("/sign-in") == true)
        }
    }

    @Test func nobodyIsLedElsewhere() async throws {
        try await RunningHub.with { hub in
            _ = try await hub.accounts.create("wei", .station(.stationStaff, 1))
            for next in [
                "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-out",
                "/a\nb",
            ] {
                var browser = Browser(hub)
                _ = try await browser.get("/sign-in")
                let response = try await browser.post(
                    "/sign-in", ["name": "wei", "password": TestAccounts.password, "next": next])
                #expect(response.headers[.location] == "/stations/S01", "\(next)")
            }
        }
    }

    @Test func aDirectorSetsASecondFactorUpAndShowsItNextTime() async throws {
        try await RunningHub.with { hub in
            _ = try await hub.accounts.create("head", .bureau(.director))
            var browser = Browser(hub)
            _ = try await browser.get("/sign-in")
            let half = try await browser.post("/sign-in", ["name": "head", "password": TestAccounts.password])
            #expect(half.headers[.location] == "/sign-in/second-factor")
            #expect(try await browser.get("/").headers[.location] == "/sign-in/second-factor")
            _ = try await browser.get("/sign-in/second-factor")
            let secret = try #require(browser.page.firstMatch(of: /: ((?:[A-Z2-7]{4} ?)+)</)).1.replacing(" ", with: "")
            let code = TimeBasedCode(secret: try #require(Self.base32(String(secret))))
            #expect(
                try await browser.post("/sign-in/second-factor", ["code": "000000"]).status == .unprocessableContent)
            let done = try await browser.post("/sign-in/second-factor", ["code": code.code(at: FixedClock.now)])
            #expect(done.status == .ok)
            let recovery = browser.page.matches(of: /<code>([A-Z2-7-]{19})<\/code>/).map { String($0.1) }
            #expect(recovery.count == 10)
            #expect(try await browser.get("/").status == .ok)

            var again = Browser(hub)
            _ = try await again.get("/sign-in")
            let due = try await again.post("/sign-in", ["name": "head", "password": TestAccounts.password])
            #expect(due.headers[.location] == "/sign-in/code")
            #expect(try await again.get("/").headers[.location] == "/sign-in/code")
            _ = try await again.get("/sign-in/code")
            // The code that set it up was used.
            #expect(
                try await again.post("/sign-in/code", ["code": code.code(at: FixedClock.now)]).status
                    == .unprocessableContent)
            #expect(try await again.post("/sign-in/code", ["code": recovery[3]]).headers[.location] == "/")
            #expect(try await again.get("/").status == .ok)
        }
    }

    private static func base32(_ text: String) -> [UInt8]? {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = text.compactMap { letters.firstIndex(of: $0) }.flatMap { index in
            (0..<5).reversed().map { UInt8(index >> $0 & 1) }
        }
        return stride(from: 0, to: bits.count - 7, by: 8).map { start in
            bits[start..<(start + 8)].reduce(0) { $0 << 1 | $1 }
        }
    }

    @Test func formsOfOtherPagesAreRefused() async throws {
        try await RunningHub.with { hub in
            _ = try await hub.accounts.create("wei", .station(.stationManager, 1))
            let cookie = HTTPField.Name.cookie
            let session = try await hub.signedIn("wei")
            let target = try await hub.accounts.create("lan", .station(.stationStaff, 1))
            let path = "/stations/S01/staff/\(target.uuidString.lowercased())/disable"
            var headers = session
            headers[.contentType] = "application/x-www-form-urlencoded"
            for body in [
                "", "_token=", "_token=abc", "_token=\(SecretToken().derived(for: "form"))", "_token=a&_token=b",
            ] {
                let response = try await hub.send(.post, path, headers: headers, body: Array(body.utf8))
                try expectProblem(response, .forbidden, "invalid_form")
            }
            let value = try #require(session[cookie]?.split(separator: "=", maxSplits: 1).last.map(String.init))
            let token = try #require(SecretToken(text: value)).derived(for: "form")
            for origin in ["https://evil.example", "null", "http://localhost.evil.example"] {
                headers[.origin] = origin
                let response = try await hub.send(.post, path, headers: headers, body: Array("_token=\(token)".utf8))
                try expectProblem(response, .forbidden, "invalid_form")
            }
            headers[.contentType] = "text/plain"
            headers[.origin] = nil
            try expectProblem(
                try await hub.send(.post, path, headers: headers, body: Array("_token=\(token)".utf8)),
                .unsupportedMediaType, "unsupported_media_type")
            headers[.contentType] = "application/x-www-form-urlencoded"
            try expectProblem(
                try await hub.send(
                    .post, path, headers: headers,
                    body: Array(("_token=\(token)&x=" + String(repeating: "a", count: 70_000)).utf8)),
                .contentTooLarge, "too_large")
            #expect(try await hub.accounts.signIn("lan").text.count == 43)
        }
    }

    @Test func otherHostNamesAreNotAnswered() async throws {
        try await RunningHub.with { hub in
            let director = try await hub.signedIn(as: .director)
            let request = Request(
                head: .init(
                    method: .get, scheme: "http", authority: "evil.example", path: "/", headerFields: director),
                body: .init(buffer: ByteBuffer()))
            #expect(try await hub.respond(to: request).status == .notFound)
        }
    }

    @Test func hugeHeadsAreRefused() async throws {
        try await RunningHub.with { hub in
            let field = HTTPField.Name("X-Much") ?? .via
            try expectProblem(
                try await hub.send(
                    .get, "/health/live", headers: [field: String(repeating: "a", count: 17_000)]),
                .requestHeaderFieldsTooLarge, "header_too_large")
        }
    }

    @Test func tooManyRequestsOfOneAddressAreTurnedAway() {
        let rate = RequestRate(.init(burst: 10, perSecond: 2))
        let first = (0..<12).map { _ in rate.wait(of: "192.0.2.1", at: 100) }
        #expect(first.prefix(10).allSatisfy { $0 == nil } && first[10] == 0.5)
        #expect(rate.wait(of: "192.0.2.2", at: 100) == nil)
        #expect(rate.wait(of: "192.0.2.1", at: 100.5) == nil)
        #expect(rate.wait(of: "192.0.2.1", at: 100.5) != nil)
    }

    @Test func onlyTrustedProxiesAreBelieved() throws {
        func client(_ peer: String, _ forwarded: String?) throws -> String {
            var fields = HTTPFields()
            if let forwarded { fields[try #require(HTTPField.Name("X-Forwarded-For"))] = forwarded }
            let request = Request(
                head: .init(
                    method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: fields),
                body: .init(buffer: ByteBuffer()))
            let ranges = try ["10.0.0.0/8", "2001:db8::/32"].map { try #require(AddressRange($0)) }
            return ClientAddress(trustedProxies: ranges).address(
                of: request, from: try SocketAddress(ipAddress: peer, port: 1))
        }
        #expect(try client("192.0.2.9", "203.0.113.5") == "192.0.2.9")
        #expect(try client("10.1.2.3", "203.0.113.5") == "203.0.113.5")
        #expect(try client("10.1.2.3", "198.51.100.1, 203.0.113.5, 10.9.9.9") == "203.0.113.5")
        #expect(try client("10.1.2.3", "203.0.113.5, junk") == "10.1.2.3")
        #expect(try client("10.1.2.3", nil) == "10.1.2.3")
        #expect(try client("2001:db8::1", "203.0.113.5") == "203.0.113.5")
        #expect(AddressRange("10.0.0.0/33") == nil && AddressRange("x") == nil && AddressRange("::1/129") == nil)
        #expect(AddressRange("10.0.0.0/8")?.contains("::ffff:10.3.2.1") == true)
    }
}
