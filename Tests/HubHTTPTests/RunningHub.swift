import Directory
import FactLog
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import HummingbirdTesting
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

    static func with(_ body: @Sendable (RunningHub) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            let hub = try await Hub(
                configuration: database.configuration, connections: database.connections, libraryFolder: libraries,
                logger: TestDatabase.quietLogger)
            let application = try await HubApplication(
                hub: hub, assets: URL(fileURLWithPath: "/usr/share/javascript"), metrics: PrometheusRegistry())
            let credential = try await EnrolStation(database: database.hub)(.number(1), at: FixedClock.now)
            let (table, responder) = (application.table, application.router.buildResponder())
            do {
                try await Application(responder: responder).test(.router) { client in
                    try await body(
                        RunningHub(
                            database: database, table: table, client: client, responder: responder,
                            credential: credential))
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
        let context = HubContext(source: .init(channel: EmbeddedChannel(), logger: TestDatabase.quietLogger))
        return try await responder.respond(to: request, context: context).head
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
