import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import Logging
import PluginHost
import PluginKit

/// Compares how long the hub's other requests take while plugins of it misbehave with how long they take in peace: the
/// slowest in a hundred, since those are the ones that people notice.
///
/// The plugins, the server and who asks it are in this one process, the workers with the limits and delays of every hub.
struct IsolationBench: Sendable {
    enum Failure: Error {
        case noPlugin
    }

    /// What a plugin that misbehaves does each time it is asked: the tests' plugin knows these words.
    private static let deeds = ["segfault", "loop", "allocate"]
    /// How soon a plugin that misbehaves is asked again after it failed or was refused.
    private static let pause = Duration.milliseconds(10)
    /// Half of a round; long enough for five calls that hang, after which the circuit of that plugin opens.
    private static let phaseSeconds = 12.0
    private static let stations = 4
    private static let batches = 10

    let rounds: Int
    let configuration: DistrictConfiguration
    let database: BenchDatabase
    /// The plugin that is well.
    let data: PluginData
    let request: PluginRequest
    let logger: Logger

    func run() async throws {
        let ingest = IngestBatch(database: database.hub, rules: configuration.factRules, keys: database.keys)
        for sender in try Sender.all(in: configuration, stations: Self.stations, batches: Self.batches) {
            for batch in sender.batches { try await ingest.take(batch) }
        }
        try await database.analyze()
        try await database.settle()
        // What a plugin that misbehaves makes the host log is expected here.
        var logger = logger
        logger.logLevel = .critical
        try await ServingHub.with(configuration, database, logger: logger) { try await measure($0) }
    }

    private func measure(_ hub: ServingHub) async throws {
        let questions = questions(to: hub)
        for _ in 0..<20 { for question in questions { try await question.ask() } }
        var (all, each) = (Rounds(), questions.map { _ in Rounds() })
        var failures: [String: Int] = [:]
        for round in 0..<rounds {
            var seconds: [Bool: [[Double]]] = [:]
            for isTroubled in round.isMultiple(of: 2) ? [false, true] : [true, false] {
                if isTroubled {
                    let keys = try await loadTroublemakers(hub.plugins, round: round)
                    let trouble = Task { await misbehave(hub.plugins, keys) }
                    seconds[true] = try await askAll(questions)
                    trouble.cancel()
                    failures.merge(await trouble.value, uniquingKeysWith: +)
                } else {
                    seconds[false] = try await askAll(questions)
                }
            }
            let (with, without) = (seconds[true] ?? [], seconds[false] ?? [])
            for index in questions.indices {
                each[index].add(ours: Self.p99(with[index]), reference: Self.p99(without[index]))
            }
            all.add(ours: Self.p99(with.flatMap { $0 }), reference: Self.p99(without.flatMap { $0 }))
        }
        let told = failures.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        print("# while plugins misbehaved: \(told.joined(separator: " "))")
        all.report("plugins.isolation", unit: "µs", note: "percentile=99 less_is_better")
        for (question, rounds) in zip(questions, each) {
            rounds.report("plugins.isolation.\(question.name)", unit: "µs", note: "percentile=99 less_is_better")
        }
    }

    private struct Question: Sendable {
        var name: String
        var ask: @Sendable () async throws -> Void
    }

    private func questions(to hub: ServingHub) -> [Question] {
        let key = PluginKey(data.manifest)
        return [
            Question(name: "ready") { try await hub.get("/health/ready") },
            Question(name: "page") { try await hub.get("/") },
            Question(name: "figures") { try await hub.get("/api/v1/overview") },
            Question(name: "plugin") { _ = try await hub.plugins.answer(request, by: key) },
        ]
    }

    /// One after the other, each kind as often as the others.
    ///
    /// - Returns: of each kind, the seconds that every one took.
    private func askAll(_ questions: [Question]) async throws -> [[Double]] {
        var seconds = questions.map { _ in [Double]() }
        let end = ContinuousClock.now + .seconds(Self.phaseSeconds)
        while ContinuousClock.now < end {
            for (index, question) in questions.enumerated() {
                let begin = ContinuousClock.now
                try await question.ask()
                seconds[index].append((ContinuousClock.now - begin) / .seconds(1))
            }
        }
        return seconds
    }

    private static func p99(_ seconds: [Double]) -> Double {
        let sorted = seconds.sorted()
        return sorted.isEmpty ? .nan : sorted[min(sorted.count * 99 / 100, sorted.count - 1)] * 1_000_000
    }

    /// One plugin a deed, new in each round, so that none has been told to wait yet.
    private func loadTroublemakers(_ host: PluginHost, round: Int) async throws -> [PluginKey] {
        var keys: [PluginKey] = []
        for deed in Self.deeds {
            guard let id = ProfileCode(rawValue: deed) else { throw Failure.noPlugin }
            let name = LocalizedText(zh: deed, en: deed)
            let manifest = PluginManifest(
                id: id, version: "1.0.\(round)", apiVersion: PluginAPI.version, module: "HostilePlugin", title: name,
                summary: name, instruments: data.manifest.instruments)
            try await host.load(
                PluginData(
                    manifest: manifest, instruments: data.instruments, packages: [], activities: [], thresholds: [:]))
            keys.append(PluginKey(manifest))
        }
        return keys
    }

    /// Asks each to do its deed again and again, until cancelled and until the last call has failed.
    ///
    /// - Returns: how often each failed, and how.
    private func misbehave(_ host: PluginHost, _ keys: [PluginKey]) async -> [String: Int] {
        await withTaskGroup(of: [String: Int].self) { group in
            for key in keys {
                group.addTask {
                    let deed = AssessScreening(
                        instrument: key.id.rawValue, answers: [], ageYears: nil, impairment: nil)
                    var failures: [String: Int] = [:]
                    while !Task.isCancelled {
                        do {
                            _ = try await host.answer(.assessScreening(deed), by: key)
                        } catch {
                            let code = (error as? PluginCallError)?.code ?? "failed"
                            failures["\(key.id.rawValue):\(code)", default: 0] += 1
                        }
                        try? await Task.sleep(for: Self.pause)
                    }
                    return failures
                }
            }
            return await group.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        }
    }
}
