import Foundation
import HubModel
import HubRuntime
import HubStore
import Ledger
import Logging
import Postgres
import Protection
import Subprocess

/// The accounts of the ledger's benchmark, those of a district with thirty stations and ten programmes: budget lines that may not be overdrawn, and what they are spent on.
struct LedgerBooks {
    enum Mistake: Error {
        case refused(LedgerRefusal)
        case linesDiffer
        case noFigure(String)
    }

    let database: BenchDatabase
    private static let day = CivilDate(daysSinceEpoch: 20_517)
    private static let lines = (0..<300).map { line in
        AccountDefinition(
            key: AccountKey(
                ledger: "control", code: "available",
                dimensions: ["line": "\(line)", "period": "2026", "programme": "2100408", "station": "S\(line % 30)"]),
            unit: "fen", normalSide: .credit, floor: 0)
    }
    private static let uses = (0..<60).map { use in
        AccountDefinition(
            key: AccountKey(ledger: "control", code: "accepted", dimensions: ["programme": "\(use)"]), unit: "fen",
            normalSide: .credit)
    }
    private static let source = AccountDefinition(
        key: AccountKey(ledger: "control", code: "authorised"), unit: "fen", normalSide: .debit)
    private static let lineIDs = lines.map(\.key.id)
    private static let useIDs = uses.map(\.key.id)

    /// Makes the reference's table: the columns of a transfer, but an account and a side instead of two accounts.
    func prepare() async throws {
        try await database.owner.executeScript(
            """
            CREATE TABLE bare.entry (
                event_id uuid NOT NULL, number smallint NOT NULL, side "char" NOT NULL, kind text COLLATE "C" NOT NULL,
                account_id uuid NOT NULL, amount bigint NOT NULL, day date NOT NULL, target_event uuid,
                target_number smallint, expires_at timestamptz, station_id text COLLATE "C", recorded_at timestamptz NOT NULL,
                PRIMARY KEY (event_id, number, side))
            """)
    }

    /// Empties both sides, opens all accounts and grants every line enough for all that follows.
    func reset() async throws {
        try await database.owner.executeScript(
            "TRUNCATE bare.entry, ledger_transfer, ledger_month, ledger_account CASCADE")
        let grants = Self.lineIDs.map { line in
            LedgerEvent(
                id: UUID(version7At: Date()), day: Self.day,
                transfers: [Transfer(debit: Self.source.key.id, credit: line, amount: 1_000_000_000)])
        }
        let first = Self.useIDs.map { use in
            LedgerEvent(
                id: UUID(version7At: Date()), day: Self.day,
                transfers: [Transfer(debit: Self.lineIDs[0], credit: use, amount: 1)])
        }
        try await record(grants + first, opening: Self.lines + Self.uses + [Self.source])
        try await database.settle()
    }

    /// Events of one transfer each, from any line to any use.
    func plan(batches: Int, of count: Int, isHot: Bool) -> [[LedgerEvent]] {
        (0..<batches).map { _ in
            (0..<count).map { _ in Self.event(from: isHot ? Self.lineIDs[0] : nil) }
        }
    }

    private static func event(from line: AccountID? = nil) -> LedgerEvent {
        let debit = line ?? lineIDs[Int.random(in: 0..<lineIDs.count)]
        return LedgerEvent(
            id: UUID(version7At: Date()), day: day,
            transfers: [
                Transfer(
                    debit: debit, credit: useIDs[Int.random(in: 0..<useIDs.count)], amount: Int64.random(in: 1...20_000)
                )
            ])
    }

    func record(_ events: [LedgerEvent], opening definitions: [AccountDefinition] = []) async throws {
        let now = Date()
        let results = try await database.hub.withTransaction(as: .district, retry: .whenTransient()) { connection in
            try await RecordEvents(at: now)(events, opening: definitions, on: connection)
        }
        for case .refused(let refusal) in results { throw Mistake.refused(refusal) }
    }

    /// The reference: entries, one statement a batch, which commits by itself.
    func insertEntries(_ events: [LedgerEvent]) async throws {
        let entries = events.flatMap { event in
            event.transfers.enumerated().flatMap { index, transfer in
                [
                    Entry(event: event, number: index + 1, side: "d", account: transfer.debit, amount: transfer.amount),
                    Entry(
                        event: event, number: index + 1, side: "c", account: transfer.credit, amount: transfer.amount),
                ]
            }
        }
        let none: [UUID?] = entries.map { _ in nil }
        let noNumber: [Int16?] = entries.map { _ in nil }
        let noDate: [Date?] = entries.map { _ in nil }
        let insertion: Query = """
            INSERT INTO bare.entry (
                event_id, number, side, kind, account_id, amount, day, target_event, target_number, expires_at, station_id,
                recorded_at)
            SELECT event_id, number, side::"char", kind, account_id, amount, day, target_event, target_number, expires_at,
                station_id, \(Date())
            FROM unnest(
                \(entries.map(\.event.id)), \(entries.map { Int16($0.number) }), \(entries.map(\.side)),
                \(entries.map { _ in "posted" }), \(entries.map(\.account.rawValue)), \(entries.map(\.amount)),
                \(entries.map { CalendarDate(daysSince2000: Int($0.event.day.daysSinceEpoch) - 10_957) }), \(none),
                \(noNumber), \(noDate), \(entries.map { $0.event.station?.rawValue }))
                AS entry (
                    event_id, number, side, kind, account_id, amount, day, target_event, target_number, expires_at,
                    station_id)
            """
        _ = try await database.owner.execute(insertion)
    }

    /// A row of the reference's table.
    private struct Entry {
        var event: LedgerEvent
        var number: Int
        var side: String
        var account: AccountID
        var amount: Int64
    }

    // MARK: One transfer a request

    private static let clients = 16
    private static let seconds = 5

    /// - Returns: transfers a second.
    func recordSingly() async throws -> Double {
        var connections = database.connections
        connections.poolSize = Self.clients
        let hub = connections.database(logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        let ledger = GroupCommit(now: { Date() }) {
            try await hub.withTransaction(as: .district, retry: .whenTransient(), $0)
        }
        let begin = ContinuousClock.now
        let end = begin + .seconds(Self.seconds)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<Self.clients {
                group.addTask {
                    var done = 0
                    while ContinuousClock.now < end {
                        let event = Self.event()
                        guard try await ledger.record(event) == .recorded else { throw Mistake.linesDiffer }
                        done += 1
                    }
                    return done
                }
            }
            return try await group.reduce(0, +)
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        await hub.shutDown()
        return Double(count) / seconds
    }

    func preparePgbench() async throws { _ = try await program(["-i", "-q", "-s", "10"]) }

    /// - Returns: transactions a second of `pgbench -N -M prepared -c 16`.
    func pgbench() async throws -> Double {
        let output = try await program(
            ["-n", "-N", "-M", "prepared", "-c", "\(Self.clients)", "-j", "2", "-T", "\(Self.seconds)"])
        guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
            let figure = line.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) })
        else { throw Mistake.noFigure(output) }
        return figure
    }

    private func program(_ arguments: [String]) async throws -> String {
        let connection = [
            "-h", database.cluster.socketFolder, "-p", "5432", "-U", PrivateCluster.superuser, "postgres",
        ]
        let result = try await Subprocess.run(
            .name("pgbench"), arguments: Arguments(arguments + connection), output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20))
        guard result.terminationStatus.isSuccess else { throw Mistake.noFigure(result.standardError) }
        return result.standardOutput
    }

    // MARK: Trial balance

    /// Fills two years with transfers between accounts, and the openings of months with what they add up to.
    func fill(transfers: Int) async throws {
        try await reset()
        try await database.owner.executeScript(
            """
            INSERT INTO ledger_transfer (event_id, number, kind, debit_account, credit_account, amount, day, recorded_at)
            SELECT gen_random_uuid(), 1, 'posted', debit.account_id, credit.account_id, 1 + n % 9973,
                DATE '2025-01-01' + (n * 730 / \(transfers))::integer, now()
            FROM generate_series(0, \(transfers - 1)) AS n
            JOIN (SELECT account_id, row_number() OVER () - 1 AS place FROM ledger_account WHERE code = 'available') debit
                ON debit.place = n % 300
            JOIN (SELECT account_id, row_number() OVER () - 1 AS place FROM ledger_account WHERE code = 'accepted') credit
                ON credit.place = n % 60;
            TRUNCATE ledger_month;
            WITH month AS (
                SELECT account_id, date_trunc('month', day)::date AS month,
                    coalesce(sum(amount) FILTER (WHERE side = 'debit'), 0) AS debits,
                    coalesce(sum(amount) FILTER (WHERE side = 'credit'), 0) AS credits
                FROM ledger_entry GROUP BY 1, 2)
            INSERT INTO ledger_month (account_id, month, opening_debits, opening_credits)
            SELECT account_id, month, coalesce(sum(debits) OVER earlier, 0), coalesce(sum(credits) OVER earlier, 0) FROM month
            WINDOW earlier AS (PARTITION BY account_id ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);
            UPDATE ledger_account a SET debits_posted = e.debits, credits_posted = e.credits
            FROM (
                SELECT account_id, coalesce(sum(amount) FILTER (WHERE side = 'debit'), 0) AS debits,
                    coalesce(sum(amount) FILTER (WHERE side = 'credit'), 0) AS credits
                FROM ledger_entry GROUP BY 1) e
            WHERE e.account_id = a.account_id;
            """)
        try await database.settle()
        try await database.analyze()
    }

    private static let month = CivilDate(year: 2026, month: 6, day: 1) ?? day

    func readTrialBalance() async throws -> (lines: [TrialBalanceLine], seconds: Double) {
        let begin = ContinuousClock.now
        let lines = try await database.hub.withTransaction(as: .district, readOnly: true) { connection in
            try await ReadTrialBalance()(of: "control", month: Self.month, on: connection)
        }
        return (lines, (ContinuousClock.now - begin) / .seconds(1))
    }

    /// The same from the entries, as one would without totals.
    func sumEntries() async throws -> (lines: [TrialBalanceLine], seconds: Double) {
        let first = CalendarDate(daysSince2000: Int(Self.month.daysSinceEpoch) - 10_957)
        let next = CalendarDate(daysSince2000: Int(Self.month.daysSinceEpoch) - 10_957 + 30)
        let query: Query = """
            SELECT a.code, a.normal_side,
                coalesce(sum(e.amount) FILTER (WHERE e.side = 'debit' AND e.day < \(first)), 0)::bigint,
                coalesce(sum(e.amount) FILTER (WHERE e.side = 'credit' AND e.day < \(first)), 0)::bigint,
                coalesce(sum(e.amount) FILTER (WHERE e.side = 'debit' AND e.day >= \(first)), 0)::bigint,
                coalesce(sum(e.amount) FILTER (WHERE e.side = 'credit' AND e.day >= \(first)), 0)::bigint
            FROM ledger_entry e JOIN ledger_account a USING (account_id)
            WHERE a.ledger = 'control' AND e.day < \(next) GROUP BY 1, 2 ORDER BY 1, 2
            """
        let begin = ContinuousClock.now
        let rows = try await database.owner.rows(
            query, as: (String.self, String.self, Int64.self, Int64.self, Int64.self, Int64.self))
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let lines = rows.map { code, side, openingDebits, openingCredits, debits, credits in
            TrialBalanceLine(
                code: code, normalSide: side == "debit" ? .debit : .credit, openingDebits: openingDebits,
                openingCredits: openingCredits, debits: debits, credits: credits)
        }
        return (lines, seconds)
    }
}
