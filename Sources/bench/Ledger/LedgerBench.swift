import DistrictConfig
import Foundation
import HubModel
import HubStore
import Ledger
import Logging
import Postgres
import Protection
import Subprocess

/// The ledger beside what bare PostgreSQL does on the same work: entry rows without rules, pgbench's own transactions, and
/// the sum over all entries.
struct LedgerBench {
    static let figures = ["batch", "hot", "single", "trial_balance"]

    private let rounds: Int
    private let configuration: DistrictConfiguration

    init(rounds: Int, config: String, plugins: String) throws {
        self.rounds = rounds
        configuration = try ConfigurationReader.read(
            config: URL(fileURLWithPath: config), plugins: URL(fileURLWithPath: plugins))
    }

    func run(figures: [String]) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/ledger-bench-\(UUID().uuidString.prefix(8))"
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let database = try await BenchDatabase.start(configuration, folder: folder, logger: logger)
        do {
            let books = LedgerBooks(database: database)
            try await books.prepare()
            if figures.contains("batch") { try await batch(books) }
            if figures.contains("hot") { try await hot(books) }
            if figures.contains("single") { try await single(books) }
            if figures.contains("trial_balance") { try await trialBalance(books) }
        } catch {
            try? await database.stop()
            throw error
        }
        try await database.stop()
    }

    private static let batches = 20
    private static let transfersInBatch = 1000

    /// Batches with all rules, beside two entry rows a transfer with the same columns and key and no rules.
    private func batch(_ books: LedgerBooks) async throws {
        var measured = Rounds()
        for _ in 0..<rounds {
            let plan = books.plan(batches: Self.batches, of: Self.transfersInBatch, isHot: false)
            try await books.reset()
            let reference = try await perSecond(plan) { try await books.insertEntries($0) }
            try await books.reset()
            measured.add(ours: try await perSecond(plan) { try await books.record($0) }, reference: reference)
        }
        measured.report("ledger.batch", unit: "transfers/s")
    }

    /// All transfers against one account, beside the same spread over all accounts.
    private func hot(_ books: LedgerBooks) async throws {
        var measured = Rounds()
        for _ in 0..<rounds {
            try await books.reset()
            let spread = books.plan(batches: Self.batches, of: Self.transfersInBatch, isHot: false)
            let reference = try await perSecond(spread) { try await books.record($0) }
            try await books.reset()
            let hot = books.plan(batches: Self.batches, of: Self.transfersInBatch, isHot: true)
            measured.add(ours: try await perSecond(hot) { try await books.record($0) }, reference: reference)
        }
        measured.report("ledger.hot", unit: "transfers/s")
    }

    private func perSecond(
        _ plan: [[LedgerEvent]], _ work: ([LedgerEvent]) async throws -> Void
    ) async throws -> Double {
        try await factsPerSecond(plan.reduce(0) { $0 + $1.count }) {
            for batch in plan { try await work(batch) }
        }
    }

    /// One transfer a transaction from many clients, beside `pgbench -N`, which updates one row and inserts another.
    private func single(_ books: LedgerBooks) async throws {
        try await books.preparePgbench()
        var measured = Rounds()
        for _ in 0..<rounds {
            try await books.reset()
            let reference = try await books.pgbench()
            try await books.reset()
            measured.add(ours: try await books.recordSingly(), reference: reference)
        }
        measured.report("ledger.single", unit: "transfers/s")
    }

    /// The trial balance of a month from the totals, beside the same from five million entries.
    private func trialBalance(_ books: LedgerBooks) async throws {
        try await books.fill(transfers: 2_500_000)
        var measured = Rounds()
        for _ in 0..<rounds {
            let sum = try await books.sumEntries()
            let balance = try await books.readTrialBalance()
            guard sum.lines == balance.lines, !sum.lines.isEmpty else { throw LedgerBooks.Mistake.linesDiffer }
            measured.add(ours: 1 / balance.seconds, reference: 1 / sum.seconds)
        }
        measured.report("ledger.trial_balance", unit: "balances/s")
    }
}
