import AsyncHTTPClient
import FactLog
import Foundation
import HubModel
import NIOCore
import NIOHTTP1

/// The hub's own program, serving a database on a port of the loopback interface.
struct HubProcess {
    enum Failure: Error {
        case notFound(String)
        case notReady(log: String)
        case refused(status: UInt, body: String)
    }

    private let process: Process
    private let url: String
    private let client: HTTPClient

    /// Starts the program that lies beside this one and waits until it is ready.
    static func start(
        databaseURL: String, keys: String, config: String, plugins: String, log: String
    ) async throws -> HubProcess {
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("xinlian-hub")
        guard FileManager.default.isExecutableFile(atPath: program.path) else { throw Failure.notFound(program.path) }
        let port = Int.random(in: 20_000..<30_000)
        let process = Process()
        process.executableURL = program
        process.arguments = [
            "serve", "--development", "--port", "\(port)", "--config", config, "--plugins", plugins, "--log-level",
            "warning",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["XINLIAN_DATABASE_URL": databaseURL, "XINLIAN_KEYS_FILE": keys]
        ) { $1 }
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try process.run()
        let hub = HubProcess(process: process, url: "http://127.0.0.1:\(port)", client: HTTPClient())
        for _ in 0..<150 {
            if try await hub.isReady() { return hub }
            guard process.isRunning else { break }
            // A process that gets ready says so only to those who ask.
            try await Task.sleep(for: .milliseconds(200))
        }
        try await hub.stop()
        throw Failure.notReady(log: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
    }

    private func isReady() async throws -> Bool {
        do {
            let answer = try await client.execute(.init(url: url + "/health/ready"), timeout: .seconds(5))
            return answer.status == .ok
        } catch let error as HTTPClientError {
            throw error
        } catch {
            // Nobody listens yet.
            return false
        }
    }

    func stop() async throws {
        process.terminate()
        process.waitUntilExit()
        try await client.shutdown()
    }

    /// Sends batches one after the other, each when the one before was acknowledged, on one kept connection.
    func send(_ batches: [StationWorkload.Batch], signedBy key: StationPrivateKey) async throws {
        let path = "/api/v1/sync/batches"
        for batch in batches {
            let headers = [
                (name: BatchDescription.fieldName, value: batch.description.fieldValue),
                (name: ContentDigest.fieldName, value: ContentDigest.fieldValue(of: batch.body)),
            ]
            let signed = try SignableRequest(method: "POST", target: path, fields: headers).signatureFields(
                covering: ["@method", "@path", "content-digest", "xinlian-batch"], by: key, at: Date())
            var request = HTTPClientRequest(url: url + path)
            request.method = .POST
            request.headers = ["content-type": "application/x-ndjson"]
            request.headers.add(contentsOf: (headers + signed).map { ($0.name, $0.value) })
            request.body = .bytes(ByteBuffer(bytes: batch.body))
            let answer = try await client.execute(request, timeout: .seconds(60))
            let body = try await answer.body.collect(upTo: 1 << 20)
            guard answer.status == .ok else {
                throw Failure.refused(status: answer.status.code, body: String(buffer: body))
            }
        }
    }
}
