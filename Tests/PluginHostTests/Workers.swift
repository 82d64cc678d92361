import Foundation
import HubModel
import PluginFixtures
import PluginHost
import PluginKit
import Testing

/// Waits for a condition, and no longer than a slow machine may take.
func eventually(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try await !condition() {
        try #require(ContinuousClock.now < deadline, "\(what)", sourceLocation: sourceLocation)
        await Task.yield()
    }
}

/// One transport and the plugins in it, of which each may misbehave.
struct Workers {
    let host: PluginHost
    let clock = ManualClock()
    /// The time of day, which stands still.
    static let now = Date(timeIntervalSince1970: 1_750_000_000)

    init(change: (inout WorkerSettings) -> Void = { _ in }) throws {
        var settings = WorkerSettings()
        settings.clock = clock
        settings.now = { Self.now }
        change(&settings)
        host = try PluginHost(transport: WorkerTransport(settings: settings), logger: .silent)
    }

    /// Loads the plugin that does what it is told, under an id of its own.
    func load(_ id: String = "hostile", thresholds: [String: Int] = [:]) async throws -> PluginKey {
        var data = try #require(PluginFixture.data(id: id, module: "HostilePlugin"))
        data.thresholds = thresholds
        try await host.load(data)
        return PluginKey(data.manifest)
    }

    /// What the plugin says when told to do something.
    func tell(_ plugin: PluginKey, _ deed: String, times: Int = 1) async throws -> String {
        let request = PluginRequest.assessScreening(
            AssessScreening(instrument: deed, answers: [1, nil, 3], ageYears: nil, impairment: nil))
        let results = try await host.answers(Array(repeating: request, count: times), by: plugin)
        return try #require(try results.first?.get().assessment?.severity)
    }

    /// What comes of telling the plugin to do something it must not do.
    func trouble(
        _ plugin: PluginKey, _ deed: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> PluginCallError {
        let error = await #expect(throws: PluginCallError.self, sourceLocation: sourceLocation) {
            try await tell(plugin, deed)
        }
        return try #require(error, sourceLocation: sourceLocation)
    }

    func status(_ plugin: PluginKey) async throws -> PluginStatus {
        try #require(await host.status().first { $0.plugin == plugin })
    }
}
