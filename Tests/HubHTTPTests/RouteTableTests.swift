import FactLog
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PageKit
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// Every route of the table, and the document made from it.
@Suite(.timeLimit(.minutes(5))) struct RouteTableTests {
    private func document(_ hub: RunningHub) async throws -> [String: Any] {
        let response = try await hub.send(.get, "/api/v1/openapi.json")
        #expect(response.status == .ok)
        let object = try JSONSerialization.jsonObject(with: Data(response.body.readableBytesView))
        return try #require(object as? [String: Any])
    }

    private func operations(_ document: [String: Any]) throws -> [String: [String: Any]] {
        var operations: [String: [String: Any]] = [:]
        for (path, methods) in try #require(document["paths"] as? [String: [String: [String: Any]]]) {
            for (method, operation) in methods { operations["\(method) \(path)"] = operation }
        }
        return operations
    }

    @Test func theDocumentListsTheRoutesOfTheTable() async throws {
        try await RunningHub.with { hub in
            let listed = try operations(try await document(hub))
            let described = hub.table.routes.filter { route in
                route.path != "/api/v1/openapi.json"
                    && (route.path.hasPrefix("/api/") || route.path.hasPrefix("/health/"))
            }
            let names = Set(described.map { "\($0.method.rawValue.lowercased()) \($0.path)" })
            #expect(names.count >= 8)
            #expect(Set(listed.keys).subtracting(["get /api/v1/openapi.json"]) == names)
            for (name, operation) in listed {
                let parameters = operation["parameters"] as? [[String: Any]] ?? []
                #expect(operation["x-policy"] is String, "\(name)")
                #expect((operation["summary"] as? String)?.isEmpty == false, "\(name)")
                let path = name.split(separator: " ")[1]
                let named = Set(path.matches(of: #/\{(\w+)\}/#).map { String($0.1) })
                let inPath = Set(
                    parameters.filter { $0["in"] as? String == "path" }.compactMap { $0["name"] as? String })
                #expect(inPath == named, "\(name)")
            }
        }
    }

    @Test func everyRouteAnswersAsDocumented() async throws {
        try await RunningHub.with { hub in
            let listed = try operations(try await document(hub))
            let director = try await hub.signedIn(as: .director)
            for route in hub.table.routes where route.answer.mediaType != "text/event-stream" {
                for (isSigned, isDirector, code) in [
                    (false, false, "S01"), (true, false, "S01"), (true, false, "S99"), (false, true, "S01"),
                    (false, true, "S99"),
                ] {
                    let path = route.path.replacing("{code}", with: code).replacing("{id}", with: UUID().uuidString)
                    let body: [UInt8]? = route.request == nil ? nil : Array("{}".utf8)
                    let response =
                        isSigned
                        ? try await hub.sendSigned(route.method, path, body: body)
                        : try await hub.send(
                            route.method, path, headers: isDirector ? director : [:], body: body)
                    let name = "\(route.method.rawValue.lowercased()) \(route.path)"
                    #expect(response.status.code < 500, "\(name) answers \(response.status)")
                    if response.status == .ok {
                        let mediaType = response.headers[.contentType]?.split(separator: ";").first.map(String.init)
                        #expect(
                            mediaType == route.answer.mediaType.split(separator: ";").first.map(String.init), "\(name)")
                    }
                    if let responses = listed[name]?["responses"] as? [String: Any] {
                        #expect(responses["\(response.status.code)"] != nil, "\(name) answers \(response.status)")
                    }
                }
            }
        }
    }

    @Test func routesForStationsNeedASignature() async throws {
        try await RunningHub.with { hub in
            let stranger = StationPrivateKey()
            for route in hub.table.routes where route.policy == .station {
                let unsigned = try await hub.send(route.method, route.path)
                try expectProblem(unsigned, .unauthorized, "bad_signature")
                #expect(unsigned.headers[.wwwAuthenticate]?.hasPrefix("Signature ") == true)
                for value in ["Bearer xls_nonsense", "Basic eDp5", "Signature keyId=\"x\""] {
                    let response = try await hub.send(route.method, route.path, headers: [.authorization: value])
                    try expectProblem(response, .unauthorized, "bad_signature")
                }
                let body: [UInt8]? = route.method == .post ? [] : nil
                let response = try await hub.sendSigned(
                    route.method, route.path, headers: route.signedFields.isEmpty ? [:] : [RunningHub.batch: "x=1"],
                    body: body, by: stranger)
                try expectProblem(response, .unauthorized, "unknown_key")
                #expect(response.headers[.wwwAuthenticate]?.hasPrefix("Signature ") == true)
            }
            #expect(
                hub.table.routes.filter { $0.policy == .station }.map(\.path).sorted() == [
                    "/api/v1/linkage", "/api/v1/sync/batches", "/api/v1/sync/changes", "/api/v1/sync/keys",
                    "/api/v1/sync/state",
                ])
        }
    }

    @Test func eventStreamsBegin() async throws {
        try await RunningHub.with { hub in
            let director = try await hub.signedIn(as: .director)
            for path in ["/events/overview", "/events/stations/S01"] {
                let head = try await hub.head(.get, path, headers: director)
                #expect(head.status == .ok)
                #expect(head.headerFields[.contentType] == "text/event-stream")
                #expect(head.headerFields[.xContentTypeOptions] == "nosniff")
            }
            #expect(try await hub.head(.get, "/events/stations/S99", headers: director).status == .notFound)
            #expect(try await hub.head(.get, "/events/overview?period=soon", headers: director).status == .badRequest)
        }
    }

    @Test func whatIsNotThere() async throws {
        try await RunningHub.with { hub in
            let director = try await hub.signedIn(as: .director)
            for path in [
                "/nothing", "/api/v1/nothing", "/stations/S99", "/stations/x", "/api/v1/stations/S99/overview",
                "/assets/../secret",
            ] {
                try expectProblem(try await hub.send(.get, path, headers: director), .notFound, "not_found")
            }
        }
    }

    @Test func otherMethodsAreNotAllowed() async throws {
        try await RunningHub.with { hub in
            for (method, path, allow) in [
                (.post, "/", "GET, HEAD"), (.delete, "/api/v1/sync/state", "GET, HEAD"),
                (.put, "/health/live", "GET, HEAD"),
                (.get, "/api/v1/sync/batches", "POST"), (.patch, "/api/v1/sync/batches", "POST"),
            ] as [(HTTPRequest.Method, String, String)] {
                let response = try await hub.send(method, path)
                try expectProblem(response, .methodNotAllowed, "method_not_allowed")
                #expect(response.headers[.allow] == allow)
            }
        }
    }

    @Test func headIsAnsweredLikeGet() async throws {
        try await RunningHub.with { hub in
            let director = try await hub.signedIn(as: .director)
            for path in ["/", "/health/live", "/api/v1/overview", "/stations/S01"] {
                let response = try await hub.send(.head, path, headers: director)
                #expect(response.status == .ok, "\(path)")
                #expect(response.body.readableBytes == 0, "\(path)")
            }
            #expect(try await hub.send(.head, "/stations/S99", headers: director).status == .notFound)
        }
    }

    @Test func badParametersAreNamed() async throws {
        try await RunningHub.with { hub in
            let director = try await hub.signedIn(as: .director)
            for path in ["/api/v1/overview?period=2026-13", "/api/v1/stations/S01/overview?period=x", "/?period=x"] {
                try expectProblem(
                    try await hub.send(.get, path, headers: director), .badRequest, "invalid_parameter")
            }
            for query in ["cursor=-1", "cursor=x", "limit=0", "limit=501"] {
                let response = try await hub.sendSigned(.get, "/api/v1/sync/changes?\(query)")
                try expectProblem(response, .badRequest, "invalid_parameter")
            }
        }
    }

    @Test func pagesAreHTMLAndSoAreTheirErrors() async throws {
        try await RunningHub.with { hub in
            var browser = try await hub.signedIn(as: .director)
            browser[.accept] = "text/html,application/xhtml+xml"
            for path in ["/", "/?lang=en", "/stations/S01", "/?period=2026-03"] {
                let response = try await hub.send(.get, path, headers: browser)
                #expect(response.status == .ok, "\(path)")
                #expect(response.headers[.contentType] == "text/html; charset=utf-8")
                #expect(
                    String(buffer: response.body).hasPrefix("<!doctype html>")
                        || String(buffer: response.body).hasPrefix("<!DOCTYPE html>"))
            }
            for (path, status) in [
                ("/nothing", HTTPResponse.Status.notFound), ("/stations/S99", .notFound), ("/?period=x", .badRequest),
            ] {
                let response = try await hub.send(.get, path, headers: browser)
                #expect(response.status == status)
                #expect(response.headers[.contentType] == "text/html; charset=utf-8")
                #expect(String(buffer: response.body).contains("<html"))
                #expect(response.headers[.contentSecurityPolicy] != nil)
            }
        }
    }

    @Test func everyAnswerCarriesTheSecurityHeaders() async throws {
        try await RunningHub.with { hub in
            let referrer = try #require(HTTPField.Name("Referrer-Policy"))
            for (method, path) in [
                (.get, "/"), (.get, "/nothing"), (.post, "/"), (.get, "/api/v1/sync/state"), (.get, "/health/live"),
                (.get, "/assets/bootstrap/bootstrap.min.css"), (.get, "/metrics"), (.get, "/?period=x"),
            ] as [(HTTPRequest.Method, String)] {
                let headers = try await hub.send(method, path).headers
                #expect(headers[.xContentTypeOptions] == "nosniff", "\(method) \(path)")
                #expect(headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true, "\(method) \(path)")
                #expect(headers[.contentSecurityPolicy]?.contains("unsafe") == false, "\(method) \(path)")
                #expect(
                    headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true, "\(method) \(path)")
                #expect(headers[referrer] == "same-origin", "\(method) \(path)")
            }
        }
    }

    @Test func metricsArePrometheusText() async throws {
        try await RunningHub.with { hub in
            let response = try await hub.send(.get, "/metrics")
            #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            let line = #/(?:# (?:HELP|TYPE) .+|[a-zA-Z_:][a-zA-Z0-9_:]*(?:\{.*\})? [-+0-9.eEInfNa]+)/#
            for text in String(buffer: response.body).split(separator: "\n") {
                #expect(text.wholeMatch(of: line) != nil, "\(text)")
            }
        }
    }

    @Test func assetsAreServedOnceAndThenKept() async throws {
        try await RunningHub.with { hub in
            let path = "/assets/bootstrap/bootstrap.min.css"
            let response = try await hub.send(.get, path)
            #expect(response.headers[.contentType] == "text/css; charset=utf-8")
            let tag = try #require(response.headers[.eTag])
            let again = try await hub.send(.get, path, headers: [.ifNoneMatch: tag])
            #expect(again.status == .notModified)
            #expect(again.body.readableBytes == 0)
        }
    }
}
