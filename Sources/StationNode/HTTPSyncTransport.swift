import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOHTTP1

/// Speaks to the hub over HTTP.
public struct HTTPSyncTransport: SyncTransport {
    /// The most bytes of an answer that are read.
    static let answerBytes = 16 * 1024 * 1024

    private let client: HTTPClient
    private let base: String
    private let timeoutSeconds: Int64

    /// - Parameters:
    ///   - hub: e.g. `https://hub.example.cn`; a path is put before the paths of the protocol.
    ///   - timeoutSeconds: for a whole request; large batches cross slow lines.
    /// - Throws: ``HubURLError`` when it is no HTTP URL with a host.
    public init(hub: URL, timeoutSeconds: Int64 = 120) throws {
        guard let scheme = hub.scheme, ["http", "https"].contains(scheme), hub.host() != nil, hub.query() == nil else {
            throw HubURLError(url: hub.absoluteString)
        }
        var text = hub.absoluteString
        while text.hasSuffix("/") { text.removeLast() }
        base = text
        self.timeoutSeconds = timeoutSeconds
        var configuration = HTTPClient.Configuration()
        // Following one would hand the station's facts to another host.
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(10)
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    public func send(_ request: SyncRequest) async throws -> SyncResponse {
        var outgoing = HTTPClientRequest(url: base + request.path)
        outgoing.method = request.method == .get ? .GET : .POST
        for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
        if request.method == .post { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        let response = try await client.execute(outgoing, timeout: .seconds(timeoutSeconds))
        let body = try await response.body.collect(upTo: Self.answerBytes)
        var headers: [String: String] = [:]
        for header in response.headers { headers[header.name.lowercased()] = header.value }
        return SyncResponse(status: Int(response.status.code), headers: headers, body: Array(body.readableBytesView))
    }

    /// Closes the connections; later requests throw.
    public func shutDown() async throws { try await client.shutdown() }
}
