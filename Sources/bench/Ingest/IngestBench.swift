import DistrictConfig
import Federation
import Foundation
import HubModel
import HubRuntime
import HubStore
import Logging
import Services

/// Compares taking facts with COPY BINARY of the same rows into an identical table, transaction by transaction.
///
/// Each round begins with empty tables on both sides and after a checkpoint.
struct IngestBench {
    struct Scale {
        /// Interleaved rounds of each figure.
        var rounds: Int
        /// Stations whose batches a round takes; over HTTP they send at once.
        var stations: Int
        /// Batches of each station in a round.
        var batches: Int
    }

    enum Failure: Error {
        case unknownFigure(String)
        case stored(Int, expected: Int)
    }

    private let scale: Scale
    private let config: String
    private let plugins: String
    private let configuration: DistrictConfiguration
    private let senders: [Sender]
    private let copy: BareCopy
    private let facts: Int
    private let logger: Logger

    init(scale: Scale, config: String, plugins: String) async throws {
        self.scale = scale
        self.config = config
        self.plugins = plugins
        configuration = try ConfigurationReader.read(
            config: URL(fileURLWithPath: config), plugins: URL(fileURLWithPath: plugins))
        senders = try Sender.all(in: configuration, stations: scale.stations, batches: scale.batches)
        copy = BareCopy(try senders.flatMap(\.batches).map { try $0.read() })
        facts = scale.stations * scale.batches * StationWorkload.factsPerBatch
        var logger = Logger(label: "xinlian-bench")
        logger.logLevel = .warning
        self.logger = logger
    }

    /// - Parameter figures: `database`, `replay` and `end_to_end`, in any order.
    func run(figures: [String]) async throws {
        let bytes = senders.flatMap(\.batches).reduce(0) { $0 + $1.body.count }
        print(
            "# \(facts) facts a round, \(bytes / facts) bytes a fact, \(scale.stations) stations, \(scale.rounds) rounds"
        )
        let folder = FileManager.default.temporaryDirectory.path + "/ingest-bench-\(UUID().uuidString.prefix(8))"
        let database = try await BenchDatabase.start(configuration, folder: folder, logger: logger)
        do {
            for figure in figures {
                switch figure {
                case "database": try await measureDatabase(database)
                case "replay": try await measureReplay(database)
                case "end_to_end": try await measureEndToEnd(database)
                default: throw Failure.unknownFigure(figure)
                }
            }
        } catch {
            try await database.stop()
            throw error
        }
        try await database.stop()
    }

    private func ingest(_ database: BenchDatabase) -> IngestBatch {
        IngestBatch(database: database.hub, rules: configuration.factRules, keys: database.keys)
    }

    /// One batch after the other, on one connection, from the batch that was read to the commit.
    private func measureDatabase(_ database: BenchDatabase) async throws {
        let batches = senders.flatMap(\.batches)
        let read = try batches.map { (try $0.read(), $0.digest) }
        let ingest = ingest(database)
        var rounds = Rounds()
        for _ in 0..<scale.rounds {
            try await database.reset()
            let ours = try await factsPerSecond(facts) {
                for (batch, digest) in read { _ = try await ingest(batch, digest: digest, signature: .bench) }
            }
            try await check(database, stored: facts)
            try await database.settle()
            rounds.add(ours: ours, reference: try await referenceRound(database))
        }
        rounds.report("ingest.database", unit: "facts/s", note: "connections=1")
    }

    /// The same facts a second time, once in the identical batches and once cut elsewhere, both from the request's bytes
    /// on; the reference is the first time.
    private func measureReplay(_ database: BenchDatabase) async throws {
        let (first, shifted) = (senders.flatMap(\.batches), senders.flatMap(\.shifted))
        let ingest = ingest(database)
        var (identical, overlapping) = (Rounds(), Rounds())
        for _ in 0..<scale.rounds {
            try await database.reset()
            let reference = try await take(first, through: ingest)
            try await check(database, stored: facts)
            try await database.settle()
            identical.add(ours: try await take(first, through: ingest), reference: reference)
            overlapping.add(ours: try await take(shifted, through: ingest), reference: reference)
            try await check(database, stored: facts)
        }
        identical.report("ingest.replay", unit: "facts/s", note: "added=0 boundaries=same")
        overlapping.report("ingest.replay_shifted", unit: "facts/s", note: "added=0 boundaries=shifted")
    }

    private func take(_ batches: [StationWorkload.Batch], through ingest: IngestBatch) async throws -> Double {
        try await factsPerSecond(facts) {
            for batch in batches { try await ingest.take(batch) }
        }
    }

    private func measureEndToEnd(_ database: BenchDatabase) async throws {
        let ingest = try await EndToEndIngest.start(senders, database: database, config: config, plugins: plugins)
        do {
            var rounds = Rounds()
            for _ in 0..<scale.rounds {
                let ours = try await ingest.round()
                try await database.settle()
                rounds.add(ours: ours, reference: try await referenceRound(database))
            }
            rounds.report("ingest.end_to_end", unit: "facts/s", note: "stations=\(scale.stations)")
        } catch {
            try await ingest.stop()
            throw error
        }
        try await ingest.stop()
    }

    private func referenceRound(_ database: BenchDatabase) async throws -> Double {
        try await factsPerSecond(facts) { try await copy.run(on: database.owner) }
    }

    private func check(_ database: BenchDatabase, stored expected: Int) async throws {
        let stored = try await database.storedFacts()
        guard stored == expected else { throw Failure.stored(stored, expected: expected) }
    }
}
