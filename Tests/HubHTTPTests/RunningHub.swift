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
import PrometheusMetrics
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// The hub's router on a real database, asked in-process.
struct RunningHub: Sendable {
    let database: TestDatabase
    let table: RouteTable
    let client: any TestClientProtocol
    let responder: any HTTPResponder<HubContext>
    /// The credential of the first station.
    let credential: StationCredential
    let accounts: TestAccounts

    static func with(_ body: @Sendable (RunningHub) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            let hub = try await Hub(
                configuration: database.configuration, connections: database.connections, libraryFolder: libraries,
                accounts: TestAccounts.settings, logger: TestDatabase.quietLogger)
            let application = try await HubApplication(
                hub: hub, assets: URL(fileURLWithPath: "/usr/share/javascript"), metrics: PrometheusRegistry(),
                settings: HubHTTPSettings(requestsPerSecond: 100_000), now: { FixedClock.now })
            let credential = try await EnrolStation(database: database.hub)(.number(1), at: FixedClock.now)
            let (table, responder) = (application.table, application.router.buildResponder())
            do {
                try await Application(responder: responder).test(.router) { client in
                    try await body(
                        RunningHub(
                            database: database, table: table, client: client, responder: responder,
                            credential: credential, accounts: TestAccounts(database)))
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
        [.cookie: HubCookie.session.rawValue + "=" + token.text]
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

    var authorization: HTTPFields { [.authorization: "Bearer \(credential.token)"] }

    /// The headers of a batch of the first station.
    func batchHeaders(_ description: BatchDescription, _ body: [UInt8]) throws -> HTTPFields {
        var headers = authorization
        headers[.contentType] = "application/x-ndjson"
        headers[try #require(HTTPField.Name(BatchDescription.fieldName))] = description.fieldValue
        headers[try #require(HTTPField.Name(ContentDigest.fieldName))] = ContentDigest.fieldValue(of: body)
        return headers
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
