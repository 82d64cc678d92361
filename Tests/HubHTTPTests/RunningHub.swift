import Directory
import FactLog
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import HummingbirdTesting
import Identity
import NIOCore
import NIOEmbedded
import PageKit
import PrometheusMetrics
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// The hub's router on a real database, asked in-process.
struct RunningHub: Sendable {
    let database: TestDatabase
    let table: RouteTable<HubContext>
    let client: any TestClientProtocol
    let responder: any HTTPResponder<HubContext>
    let accounts: TestAccounts
    /// The key of the first station.
    let key: StationPrivateKey

    static func with(_ body: @Sendable (RunningHub) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            let hub = try await Hub(
                configuration: database.configuration, connections: database.connections, keys: database.keys,
                plugins: .unsigned(libraries: libraries), accounts: TestAccounts.settings(database.keys),
                logger: TestDatabase.quietLogger, now: { FixedClock.now })
            // The clock stands still, and with it what refills.
            var settings = HubHTTPSettings(requestsPerSecond: 100_000)
            settings.requestsPerSecondOfPerson = 100_000
            // Nobody answers there; its routes belong to the table all the same.
            settings.provider = URL(string: "http://127.0.0.1:9").map {
                OpenIDSettings(issuer: $0, clientID: "xinlian", clientSecret: nil, redirect: $0)
            }
            let application = try await HubApplication(
                hub: hub, assets: URL(fileURLWithPath: "/usr/share/javascript"), metrics: PrometheusRegistry(),
                settings: settings, now: { FixedClock.now })
            let key = try await database.enrol(.number(1))
            let (table, responder) = (application.table, application.router.buildResponder())
            do {
                try await Application(responder: responder).test(.router) { client in
                    try await body(
                        RunningHub(
                            database: database, table: table, client: client, responder: responder,
                            accounts: TestAccounts(database), key: key))
                }
            } catch {
                await hub.database.shutDown()
                throw error
            }
            await hub.database.shutDown()
        }
    }

    /// Where the build puts the profiles' libraries: beside the tests.
    private static var libraries: URL? {
        Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }.first {
            FileManager.default.fileExists(atPath: $0.appendingPathComponent("libContract.so").path)
        }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: [UInt8]? = nil
    ) async throws -> TestResponse {
        try await client.execute(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) }, testCallback: { $0 })
    }

    /// The head of an answer whose body may never end.
    func head(_ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:]) async throws -> HTTPResponse {
        let request = Request(
            head: .init(method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers),
            body: .init(buffer: ByteBuffer()))
        return try await respond(to: request).head
    }

    func respond(to request: Request) async throws -> Response {
        let context = HubContext(source: .init(channel: EmbeddedChannel(), logger: TestDatabase.quietLogger))
        return try await responder.respond(to: request, context: context)
    }

    /// The cookie of somebody who acts in a role: at the first station, the first hospital or the bureau.
    func signedIn(as role: Role) async throws -> HTTPFields {
        let organization: Organization =
            switch role.organizationKind {
            case .bureau: .bureau
            case .station: .station(try .number(1))
            case .hospital: .hospital(try #require(HospitalCode(rawValue: "H01")))
            }
        return try await signedIn("a-\(role.rawValue)", try #require(RoleAssignment(role, at: organization)))
    }

    /// The cookie of somebody with an account of their own.
    func signedIn(_ name: String, _ assignments: RoleAssignment...) async throws -> HTTPFields {
        let known = try await ListAccounts(accounts.context)(as: .district, at: FixedClock.now)
        if !known.contains(where: { $0.profile.signInName.text == name }) {
            let account = try await accounts.create(name, try #require(assignments.first))
            for another in assignments.dropFirst() {
                try await AdministerAccount(accounts.context).assign(
                    another, to: account, as: .district, origin: TestAccounts.origin, at: FixedClock.now)
            }
        }
        return Self.cookie(try await accounts.signIn(name))
    }

    static func cookie(_ token: SecretToken) -> HTTPFields {
        [.cookie: HubCookie.session.name + "=" + token.text]
    }

    /// Sends a form as a page of the hub would.
    func post(_ path: String, _ fields: [String: String], _ cookie: HTTPFields) async throws -> TestResponse {
        let value = cookie[.cookie]?.split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""
        let token = SecretToken(text: value)?.derived(for: "form") ?? ""
        let pairs = fields.merging(["_token": token]) { own, _ in own }.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        var headers = cookie
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, headers: headers, body: Array(pairs.joined(separator: "&").utf8))
    }

    /// Asks as the first station does, signed with its key.
    func sendSigned(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: [UInt8]? = nil,
        by key: StationPrivateKey? = nil
    ) async throws -> TestResponse {
        var headers = headers
        if let body, headers[Self.contentDigest] == nil {
            headers[Self.contentDigest] = ContentDigest.fieldValue(of: body)
        }
        headers = try signed(method, path, headers, by: key)
        return try await send(method, path, headers: headers, body: body)
    }

    /// The headers with a signature.
    ///
    /// - Parameters:
    ///   - key: nil for the first station's.
    ///   - components: nil for those that the protocol asks for, of which the headers have a value.
    func signed(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, by key: StationPrivateKey? = nil,
        covering components: [String]? = nil, at time: Date = FixedClock.now
    ) throws -> HTTPFields {
        let request = SignableRequest(
            method: method.rawValue, target: path,
            fields: headers.map { (name: $0.name.canonicalName, value: $0.value) })
        let all =
            ["@method", "@path"] + (method == .post ? [] : ["@query"])
            + [Self.contentDigest, Self.batch].filter { headers[$0] != nil }.map(\.canonicalName)
        var headers = headers
        for field in try request.signatureFields(covering: components ?? all, by: key ?? self.key, at: time) {
            headers[try #require(HTTPField.Name(field.name))] = field.value
        }
        return headers
    }

    static let contentDigest = HTTPField.Name(ContentDigest.fieldName)!
    static let batch = HTTPField.Name(BatchDescription.fieldName)!
    static let signature = HTTPField.Name(MessageSignature.fieldName)!
    static let signatureInput = HTTPField.Name(MessageSignature.inputFieldName)!

    /// The headers of a batch of the first station, without a signature.
    func batchHeaders(_ description: BatchDescription, _ body: [UInt8]) throws -> HTTPFields {
        [
            .contentType: "application/x-ndjson", Self.batch: description.fieldValue,
            Self.contentDigest: ContentDigest.fieldValue(of: body),
        ]
    }
}

/// Checks what every problem document has (RFC 9457 and the hub's own members).
func expectProblem(
    _ response: TestResponse, _ status: HTTPResponse.Status, _ code: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    #expect(response.status == status, sourceLocation: sourceLocation)
    #expect(response.headers[.contentType] == "application/problem+json", sourceLocation: sourceLocation)
    let object = try JSONSerialization.jsonObject(with: Data(response.body.readableBytesView)) as? [String: Any]
    let problem = try #require(object, sourceLocation: sourceLocation)
    #expect(problem["code"] as? String == code, sourceLocation: sourceLocation)
    #expect(problem["status"] as? Int == status.code, sourceLocation: sourceLocation)
    #expect(problem["type"] as? String == "urn:xinlian:problem:\(code)", sourceLocation: sourceLocation)
    for member in ["title", "titleZh", "titleEn", "detail"] {
        #expect((problem[member] as? String)?.isEmpty == false, "\(member)", sourceLocation: sourceLocation)
    }
}
