import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import HubStore
import Identity
import Logging
import Protection

/// Measures what access control and protection cost, each against the same work of the same code without it.
struct AccessBench {
    enum Failure: Error {
        case unknownFigure(String)
        case answersDiffer(String)
        case stored(Int, expected: Int)
    }

    private static let stations = 4
    private static let batches = 10
    /// Of a question in a round, at least.
    private static let measuredSeconds = 0.25
    /// A statement is planned anew after the policies were changed.
    private static let warmUps = 2

    private let rounds: Int
    private let configuration: DistrictConfiguration
    private let logger: Logger

    init(rounds: Int, config: String, plugins: String) throws {
        self.rounds = rounds
        configuration = try ConfigurationReader.read(
            config: URL(fileURLWithPath: config), plugins: URL(fileURLWithPath: plugins))
        var logger = Logger(label: "xinlian-bench")
        logger.logLevel = .warning
        self.logger = logger
    }

    /// - Parameter figures: `rls_query` and `audit_ingest`, in any order.
    func run(figures: [String]) async throws {
        for figure in figures {
            switch figure {
            case "rls_query": try await onDatabase(measureQueries)
            case "audit_ingest": try await onDatabase(measureIngest)
            default: throw Failure.unknownFigure(figure)
            }
        }
    }

    private func onDatabase(_ measure: (BenchDatabase) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/access-bench-\(UUID().uuidString.prefix(8))"
        let database = try await BenchDatabase.start(configuration, folder: folder, logger: logger)
        do {
            try await measure(database)
        } catch {
            try await database.stop()
            throw error
        }
        try await database.stop()
    }

    /// The pages' queries under the policies, and with the policies of all tables put to rest by the superuser: the same
    /// statements of the same role on the same data. The settings that name the principal travel with BEGIN on both sides.
    private func measureQueries(_ database: BenchDatabase) async throws {
        let identity = AccountSettings(fields: AccountFields(database.keys), passwords: PasswordRules(common: []))
            .context(database: database.hub)
        var data = AccessData(database, configuration, identity)
        let people = try await data.fill()
        let rows = try await database.readRows()
        print(
            "# \(try await database.storedFacts()) facts of \(configuration.stations.count) stations, \(rows.rollup) rows "
                + "of roll-up, \(rows.audit) entries of the trail, \(rows.accounts) accounts, \(rounds) rounds")
        let queries = AccessQuery.all(database.hub, configuration, identity, keys: database.keys, people: people)
        try await compareAnswers(queries, database)
        var (mix, each) = (Rounds(), queries.map { _ in Rounds() })
        for round in 0..<rounds {
            var seconds: [Bool: [Double]] = [:]
            for isOn in round.isMultiple(of: 2) ? [true, false] : [false, true] {
                try await database.setRowSecurity(isOn)
                for query in queries { seconds[isOn, default: []].append(try await secondsToAnswer(query)) }
            }
            let (with, without) = (seconds[true] ?? [], seconds[false] ?? [])
            for index in queries.indices { each[index].add(ours: 1 / with[index], reference: 1 / without[index]) }
            let count = Double(queries.count)
            mix.add(ours: count / with.reduce(0, +), reference: count / without.reduce(0, +))
        }
        mix.report("access.rls_query", unit: "queries/s", note: "each_query=once")
        for (query, rounds) in zip(queries, each) { rounds.report("access.rls_query.\(query.name)", unit: "queries/s") }
    }

    private func compareAnswers(_ queries: [AccessQuery], _ database: BenchDatabase) async throws {
        var answers: [String] = []
        for query in queries { answers.append(try await query.answer()) }
        try await database.setRowSecurity(false)
        for (query, answer) in zip(queries, answers) {
            guard try await query.answer() == answer else { throw Failure.answersDiffer(query.name) }
        }
        try await database.setRowSecurity(true)
    }

    private func secondsToAnswer(_ query: AccessQuery) async throws -> Double {
        for _ in 0..<Self.warmUps { try await query.ask() }
        let begin = ContinuousClock.now
        var (count, elapsed) = (0, 0.0)
        repeat {
            try await query.ask()
            count += 1
            elapsed = (ContinuousClock.now - begin) / .seconds(1)
        } while elapsed < Self.measuredSeconds
        return elapsed / Double(count)
    }

    /// Batches of 1,000 facts, one after the other on one connection, from the request's bytes to the commit: sealed and
    /// noted in the audit trail, against plain and not noted.
    private func measureIngest(_ database: BenchDatabase) async throws {
        let senders = try Sender.all(in: configuration, stations: Self.stations, batches: Self.batches)
        let batches = senders.flatMap(\.batches)
        let rules = configuration.factRules
        let protected = IngestBatch(database: database.hub, rules: rules, keys: database.keys)
        let unprotected = IngestBatch.unprotected(database: database.hub, rules: rules, keys: database.keys)
        print("# \(batches.count) batches of \(StationWorkload.factsPerBatch) facts a round, \(rounds) rounds")
        var figures = Rounds()
        for round in 0..<rounds {
            var speed: [Bool: Double] = [:]
            for isProtected in round.isMultiple(of: 2) ? [true, false] : [false, true] {
                try await database.reset()
                let facts = batches.count * StationWorkload.factsPerBatch
                speed[isProtected] = try await factsPerSecond(facts) {
                    for batch in batches { try await (isProtected ? protected : unprotected).take(batch) }
                }
                let stored = try await database.storedFacts()
                guard stored == facts else { throw Failure.stored(stored, expected: facts) }
            }
            figures.add(ours: speed[true] ?? .nan, reference: speed[false] ?? .nan)
        }
        figures.report("access.audit_ingest", unit: "facts/s", note: "connections=1")
    }
}
