import DemoWorkload
import DistrictConfig
import Foundation
import HubModel
import Logging
import PluginHost
import PluginKit

/// Measures what asking a plugin in a process of its own costs, and whether plugins that misbehave slow the hub down.
struct PluginBench {
    enum Failure: Error {
        case unknownFigure(String)
        case noPlugin
        case answersDiffer
    }

    static let figures = ["call", "throughput", "isolation"]
    private static let profile = "elderly-guardian"
    private static let requestsPerBatch = 100
    /// Of each side in a round, at least.
    private static let measuredSeconds = 1.0
    /// Of one plugin at once, as stations that import are several: while the worker is busy with one's batch, the host
    /// prepares the other's.
    private static let callers = 2
    private static let stations = 4
    private static let batches = 10

    private let rounds: Int
    private let config: String
    private let plugins: String
    private let configuration: DistrictConfiguration
    private let data: PluginData
    private let logger: Logger

    init(rounds: Int, config: String, plugins: String) throws {
        self.rounds = rounds
        self.config = config
        self.plugins = plugins
        configuration = try ConfigurationReader.read(
            config: URL(fileURLWithPath: config), plugins: URL(fileURLWithPath: plugins))
        guard let profile = ProfileCode(rawValue: Self.profile), let data = configuration.profiles[profile] else {
            throw Failure.noPlugin
        }
        self.data = data
        var logger = Logger(label: "xinlian-bench")
        logger.logLevel = .warning
        self.logger = logger
    }

    /// - Parameter figures: of ``figures``, in any order.
    func run(figures: [String]) async throws {
        for figure in figures {
            switch figure {
            case "call": try await measureCalls()
            case "throughput": try await onDatabase(measureThroughput)
            case "isolation":
                try await onDatabase { database in
                    try await IsolationBench(
                        rounds: rounds, configuration: configuration, database: database, data: data,
                        request: requests()[0], logger: logger
                    ).run()
                }
            default: throw Failure.unknownFigure(figure)
            }
        }
    }

    private func onDatabase(_ measure: (BenchDatabase) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/plugin-bench-\(UUID().uuidString.prefix(8))"
        let database = try await BenchDatabase.start(configuration, folder: folder, logger: logger)
        do {
            try await measure(database)
        } catch {
            try await database.stop()
            throw error
        }
        try await database.stop()
    }

    /// Full screenings by the profile's instruments in turn.
    private func requests() -> [PluginRequest] {
        var random = SeededGenerator(seed: 1)
        return (0..<Self.requestsPerBatch).map { number in
            let instrument = data.instruments[number % data.instruments.count]
            return .assessScreening(
                AssessScreening(
                    instrument: instrument.code,
                    answers: instrument.items.map { Int.random(in: $0.minimum...$0.maximum, using: &random) },
                    ageYears: Int.random(in: 60...90, using: &random), impairment: 1))
        }
    }

    /// Batches one after the other: of requests that are encoded already, against decoding, answering and encoding in
    /// this process; and of requests as values, against answering them in this process.
    private func measureCalls() async throws {
        let (near, transport) = (try PluginHost(logger: logger), WorkerTransport())
        let far = try PluginHost(transport: transport, logger: logger)
        try await near.load(data)
        try await far.load(data)
        let (key, requests) = (PluginKey(data.manifest), requests())
        let payload = try PluginFrames.encode(requests)
        let inProcess: @Sendable () async throws -> [UInt8] = {
            let decoded = try PluginFrames.decode([PluginRequest].self, from: payload)
            return try PluginFrames.encode(try await near.answers(decoded, by: key).map(PluginOutcome.init))
        }
        let inWorker: @Sendable () async throws -> [UInt8] = {
            try await transport.answers(encoded: payload, count: requests.count, by: key)
        }
        let answers = try await [inProcess(), inWorker()].map {
            try PluginFrames.decode([PluginOutcome].self, from: $0)
        }
        guard answers[0] == answers[1] else { throw Failure.answersDiffer }
        try await compare("plugins.call", { _ = try await inWorker() }, with: { _ = try await inProcess() })
        try await compare(
            "plugins.call.typed", { _ = try await far.answers(requests, by: key) },
            with: { _ = try await near.answers(requests, by: key) })
    }

    private func compare(
        _ name: String, _ ours: @escaping @Sendable () async throws -> Void,
        with reference: @escaping @Sendable () async throws -> Void
    ) async throws {
        var figures = Rounds()
        for round in 0..<rounds {
            var speed: [Bool: Double] = [:]
            for isOurs in round.isMultiple(of: 2) ? [true, false] : [false, true] {
                speed[isOurs] = try await requestsPerSecond(isOurs ? ours : reference)
            }
            figures.add(ours: speed[true] ?? .nan, reference: speed[false] ?? .nan)
        }
        figures.report(name, unit: "requests/s", note: "batch=\(Self.requestsPerBatch)")
    }

    private func requestsPerSecond(
        callers: Int = 1, _ askBatch: @escaping @Sendable () async throws -> Void
    ) async throws -> Double {
        let begin = ContinuousClock.now
        let end = begin + .seconds(Self.measuredSeconds)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<callers {
                group.addTask {
                    var count = 0
                    repeat {
                        try await askBatch()
                        count += Self.requestsPerBatch
                    } while ContinuousClock.now < end
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / ((ContinuousClock.now - begin) / .seconds(1))
    }

    /// Screenings that one plugin's worker scores and triages, with everything that the host does for it, against the facts
    /// that the hub takes from stations. The hub's program stands idle meanwhile.
    private func measureThroughput(_ database: BenchDatabase) async throws {
        let host = try PluginHost(transport: WorkerTransport(), logger: logger)
        try await host.load(data)
        let (key, requests) = (PluginKey(data.manifest), requests())
        let senders = try Sender.all(in: configuration, stations: Self.stations, batches: Self.batches)
        let ingest = try await EndToEndIngest.start(senders, database: database, config: config, plugins: plugins)
        do {
            let ask: @Sendable () async throws -> Void = { _ = try await host.answers(requests, by: key) }
            var (together, alone) = (Rounds(), Rounds())
            for _ in 0..<rounds {
                let reference = try await ingest.round()
                try await database.settle()
                together.add(ours: try await requestsPerSecond(callers: Self.callers, ask), reference: reference)
                alone.add(ours: try await requestsPerSecond(ask), reference: reference)
            }
            let note = "screenings_per_fact batch=\(Self.requestsPerBatch) stations=\(Self.stations)"
            together.report("plugins.throughput", unit: "1/s", note: "\(note) callers=\(Self.callers)")
            alone.report("plugins.throughput.one_caller", unit: "1/s", note: "\(note) callers=1")
        } catch {
            try await ingest.stop()
            throw error
        }
        try await ingest.stop()
    }
}
