import Foundation
import HubModel
import Ledger
import Postgres
import Protection
import TestSupport
import Testing

/// Random events against the engine, and an auditor that knows the rules for itself.
///
/// `XINLIAN_LEDGER_EVENTS` says how many events (3,000), `XINLIAN_TEST_SEED` with which seed. A seed gives the same batches
/// again; with one client it also gives the same answers, while several clients meet in an order of their own.
@Suite(.timeLimit(.minutes(60))) struct LedgerSimulationTests {
    private static let events =
        ProcessInfo.processInfo.environment["XINLIAN_LEDGER_EVENTS"].flatMap { Int($0) } ?? 3000

    @Test func oneClientIsAnsweredAsTheAuditorSays() async throws {
        let seed = SeededRandom.fresh().seed
        try await TestDatabase.with(stations: 1) { database in
            var workload = LedgerWorkload(seed: seed)
            var auditor = LedgerAuditor(LedgerWorkload.accounts)
            var (sent, now, names) = (0, Books.now, [String: Int]())
            while sent < min(Self.events, 10_000) {
                now += 1
                let batch = workload.batch(at: now)
                let results = try await database.record(batch, opening: LedgerWorkload.accounts, at: now)
                for (event, result) in zip(batch, results) {
                    let allowed = auditor.answers(to: event, at: now)
                    try #require(allowed.contains(result.answer), "seed \(seed): \(result) but \(allowed) for \(event)")
                    names[String(result.answer.prefix { $0 != " " }), default: 0] += 1
                }
                sent += batch.count
            }
            let books = try await StoredBooks.read(database)
            #expect(books.mistakes == [], "seed \(seed)")
            #expect(Set(books.events.keys) == Set(auditor.accepted.keys), "seed \(seed)")
            for (id, event) in auditor.accepted { #expect(books.events[id] == event, "seed \(seed)") }
            for account in LedgerWorkload.accounts {
                #expect(books.balances[account.key.id] == auditor.balance(account.key.id), "seed \(seed)")
            }
            #expect(try await database.proof() == [], "seed \(seed)")
            print("ledger simulation, one client: seed \(seed), \(sent) events, \(names.sorted { $0.key < $1.key })")
        }
    }

    @Test func manyClientsAndFaultsLeaveBooksThatAddUp() async throws {
        let seed = SeededRandom.fresh().seed
        try await TestDatabase.with(stations: 1) { database in
            try await StoredBooks.keepJournal(database)
            let told = Told()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<Self.clients {
                    group.addTask {
                        var client = SimulatedClient(database: database, seed: seed &+ UInt64(client), told: told)
                        try await client.send(Self.events / Self.clients)
                    }
                }
                try await group.waitForAll()
            }
            let books = try await StoredBooks.read(database)
            #expect(books.mistakes == [], "seed \(seed)")
            #expect(await told.contradictions(books.events) == [], "seed \(seed)")
            #expect(try await StoredBooks.limitsBrokenOnTheWay(database) == [], "seed \(seed)")
            #expect(try await database.proof() == [], "seed \(seed)")
            print("ledger simulation, \(Self.clients) clients: seed \(seed), \(await told.summary)")
        }
    }

    private static let clients = 6
}

/// What clients were told of events, whoever asked.
actor Told {
    enum Fault: String { case answersLost, sentTwiceAtOnce, rivals, connectionsLost, rolledBack }

    private var recorded: [UUID: Int] = [:]
    private var existed: Set<UUID> = []
    /// Sent at least once without an answer: may or may not be recorded.
    private var unknown: Set<UUID> = []
    private var takenBack: Set<UUID> = []
    private var content: [UUID: [LedgerEvent]] = [:]
    private var answers: [String: Int] = [:]
    private var faults: [Fault: Int] = [:]

    func note(_ results: [EventResult], of batch: [LedgerEvent]) {
        for (event, result) in zip(batch, results) {
            answers[String(result.answer.prefix { $0 != " " }), default: 0] += 1
            switch result {
            case .recorded:
                recorded[event.id, default: 0] += 1
                content[event.id, default: []].append(event)
            case .existed:
                existed.insert(event.id)
                content[event.id, default: []].append(event)
            case .refused: break
            }
        }
    }

    func noteLost(_ batch: [LedgerEvent]) { unknown.formUnion(batch.map(\.id)) }
    func noteTakenBack(_ batch: [LedgerEvent]) { takenBack.formUnion(batch.map(\.id)) }
    func note(_ fault: Fault) { faults[fault, default: 0] += 1 }

    /// Where what was told and what is stored don't agree.
    func contradictions(_ stored: [UUID: LedgerEvent]) -> [String] {
        var found: [String] = []
        for (id, times) in recorded where times > 1 { found.append("\(id) was recorded \(times) times") }
        for id in Set(recorded.keys).union(existed) where stored[id] == nil { found.append("\(id) is missing") }
        for id in stored.keys where recorded[id] == nil && !unknown.contains(id) {
            found.append("nobody knows of \(id)")
        }
        for (id, sent) in content where sent.contains(where: { $0 != stored[id] }) { found.append("\(id) is another") }
        for id in takenBack where stored[id] != nil && recorded[id] == nil && !unknown.contains(id) {
            found.append("\(id) was taken back")
        }
        return found.sorted()
    }

    var summary: String {
        "answers \(answers.sorted { $0.key < $1.key }), "
            + "faults \(faults.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key): \($0.value)" })"
    }
}
