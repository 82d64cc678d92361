import AsyncHTTPClient
import DistrictConfig
import Foundation
import HubHTTP
import HubModel
import HubRuntime
import Identity
import Logging
import NIOCore
import NIOHTTP1
import PluginHost
import Protection
import ServiceLifecycle

/// A hub in this process with its plugins and its server, so that what its plugins do to it can be seen, and a person of
/// the bureau who is signed in.
struct ServingHub: Sendable {
    enum Failure: Error {
        case notReady
        case noRole
        case refused(path: String, status: UInt)
    }

    private static let password = "river lamp 47 青山"
    private static let origin = RequestOrigin(address: "127.0.0.1", agent: "bench")

    let plugins: PluginHost
    private let url: String
    private let client: HTTPClient
    private let cookie: String

    /// Serves while the body runs.
    static func with(
        _ configuration: DistrictConfiguration, _ database: BenchDatabase, logger: Logger,
        _ body: @Sendable (ServingHub) async throws -> Void
    ) async throws {
        let accounts = AccountSettings(fields: AccountFields(database.keys), passwords: PasswordRules(common: []))
        let hub = try await Hub(
            configuration: configuration, connections: database.connections, keys: database.keys,
            plugins: .unsigned(libraries: nil), accounts: accounts, logger: logger)
        var settings = HubHTTPSettings(requestsPerSecond: 1_000_000)
        settings.requestsPerSecondOfPerson = 1_000_000
        let application = try await HubApplication(
            hub: hub, assets: URL(fileURLWithPath: "/usr/share/javascript"), metrics: nil, settings: settings)
        let port = Int.random(in: 20_000..<30_000)
        let server = try application.server(host: "127.0.0.1", port: port, tls: nil, logger: logger)
        let group = ServiceGroup(services: hub.services + [server], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let client = HTTPClient()
            do {
                let token = try await signIn(accounts.context(database: hub.database))
                let serving = ServingHub(
                    plugins: hub.plugins, url: "http://127.0.0.1:\(port)", client: client,
                    cookie: "__Host-xinlian=\(token.text)")
                try await serving.waitUntilReady()
                try await body(serving)
            } catch {
                try await client.shutdown()
                throw error
            }
            try await client.shutdown()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private static func signIn(_ identity: IdentityContext) async throws -> SecretToken {
        guard let role = RoleAssignment(.brandOperator, at: .bureau) else { throw Failure.noRole }
        let now = Date()
        let profile = try AccountProfile(signInName: "bench", displayName: "测量", phone: "13800000000")
        let (_, link) = try await CreateAccount(identity)(
            profile, assignment: role, as: .district, origin: origin, at: now)
        _ = try await UseSetUpLink(identity)(link, password: password, origin: origin, at: now)
        let opened = try await SignIn(identity)(name: "bench", password: password, origin: origin, at: now)
        guard opened.stage == .secondFactorMissing else { return opened.token }
        let signedIn = try await AuthenticateSession(identity)(opened.token, at: now)
        let code = try await SetUpSecondFactor(identity).begin(signedIn).code(at: now)
        return try await SetUpSecondFactor(identity).confirm(
            code, token: opened.token, signedIn: signedIn, origin: origin, at: now
        ).session.token
    }

    private func waitUntilReady() async throws {
        for _ in 0..<150 {
            if (try? await get("/health/ready")) != nil { return }
            // A server that begins to listen says so only to those who ask.
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Failure.notReady
    }

    /// Asks as the person who is signed in and reads the whole answer.
    func get(_ path: String) async throws {
        var request = HTTPClientRequest(url: url + path)
        request.headers = ["cookie": cookie]
        let answer = try await client.execute(request, timeout: .seconds(60))
        _ = try await answer.body.collect(upTo: 16 << 20)
        guard answer.status == .ok else { throw Failure.refused(path: path, status: answer.status.code) }
    }
}
