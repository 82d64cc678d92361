import Foundation
import HubModel
import Postgres

/// The statements on the ledger. Writing is left to functions of the database, which derive balances from transfers.
enum LedgerQueries {
    /// Opens accounts that are not open yet; those that are open as something else: id, unit, normal side, floor, ceiling,
    /// station.
    static func open(_ accounts: [AccountDefinition], at now: Date) throws -> Query {
        let dimensions = try accounts.map { try JSONB(encoding: $0.key.dimensions) }
        return """
            SELECT * FROM ledger_open(
                \(accounts.map(\.key.id.rawValue)), \(accounts.map(\.key.ledger)),
                \(accounts.map(\.key.code)), \(dimensions),
                \(accounts.map(\.unit)), \(accounts.map(\.normalSide.rawValue)),
                \(accounts.map(\.floor)), \(accounts.map(\.ceiling)),
                \(accounts.map { $0.station?.rawValue }), \(now))
            """
    }

    /// Locks accounts in the order of their keys: id, ledger, unit, normal side, floor, ceiling, debits and credits
    /// posted, debits and credits pending.
    static func lock(_ accounts: [AccountID]) -> Query {
        "SELECT * FROM ledger_lock(\(accounts.map(\.rawValue)))"
    }

    /// The same without locking.
    static func read(_ accounts: [AccountID]) -> Query {
        """
        SELECT account_id, ledger, unit, normal_side, floor, ceiling, debits_posted, credits_posted, debits_pending,
            credits_pending
        FROM ledger_account WHERE account_id = ANY (\(accounts.map(\.rawValue)))
        """
    }

    /// The transfers of events: event, number, kind, debit, credit, amount, day, target event and number, expiry, station.
    static func transfers(of events: [UUID]) -> Query {
        """
        SELECT event_id, number, kind, debit_account, credit_account, amount, day, target_event, target_number,
            expires_at, station_id
        FROM ledger_transfer WHERE event_id = ANY (\(events)) ORDER BY event_id, number
        """
    }

    /// What was done to transfers of events afterwards: target event and number, kind, sum.
    static func settlements(of events: [UUID]) -> Query {
        """
        SELECT target_event, target_number, kind, sum(amount)::bigint
        FROM ledger_transfer
        WHERE target_event = ANY (\(events)) AND kind IN ('post', 'void', 'expire')
        GROUP BY target_event, target_number, kind
        UNION ALL
        SELECT target_event, target_number, kind, sum(amount)::bigint
        FROM ledger_transfer
        WHERE target_event = ANY (\(events)) AND kind = 'reversal'
        GROUP BY target_event, target_number, kind
        """
    }

    /// Records transfers and moves balances, after the caller has locked the accounts.
    static func record(_ events: [LedgerEvent], at now: Date) -> Query {
        guard let (event, transfer) = single(events) else {
            return "SELECT ledger_record(\(columns(of: events, at: now)))"
        }
        return """
            SELECT ledger_record_one(
                \(event.id), \(transfer.kind.name), \(transfer.debit.rawValue), \(transfer.credit.rawValue),
                \(transfer.amount), \(CalendarDate(civil: event.day)), \(transfer.target?.event),
                \(transfer.target.map { Int16($0.number) }), \(transfer.kind.expires), \(event.station?.rawValue), \(now))
            """
    }

    /// The same without having locked anything, of transfers without targets: true, or false when nothing was recorded.
    static func tryToRecord(_ events: [LedgerEvent], at now: Date) -> Query {
        guard let (event, transfer) = single(events) else {
            return "SELECT ledger_try(\(columns(of: events, at: now)))"
        }
        return """
            SELECT ledger_try_one(
                \(event.id), \(transfer.kind.name), \(transfer.debit.rawValue), \(transfer.credit.rawValue),
                \(transfer.amount), \(CalendarDate(civil: event.day)), \(transfer.kind.expires),
                \(event.station?.rawValue), \(now))
            """
    }

    /// The only transfer there is.
    private static func single(_ events: [LedgerEvent]) -> (LedgerEvent, Transfer)? {
        guard events.count == 1, events[0].transfers.count == 1 else { return nil }
        return (events[0], events[0].transfers[0])
    }

    private static func columns(of events: [LedgerEvent], at now: Date) -> Query {
        var rows = TransferColumns(capacity: events.reduce(0) { $0 + $1.transfers.count })
        for event in events {
            for (index, transfer) in event.transfers.enumerated() {
                rows.append(transfer, number: index + 1, of: event)
            }
        }
        return """
            \(rows.events), \(rows.numbers), \(rows.kinds), \(rows.debits), \(rows.credits), \(rows.amounts),
            \(rows.days), \(rows.targetEvents), \(rows.targetNumbers), \(rows.expiries), \(rows.stations), \(now)
            """
    }

    /// Pending transfers whose time has passed and that nobody settled: event, number, debit, credit, amount, station.
    static func expired(at now: Date, limit: Int) -> Query {
        """
        SELECT p.event_id, p.number, p.debit_account, p.credit_account, p.amount, p.station_id
        FROM ledger_transfer p
        WHERE p.expires_at <= \(now) AND NOT EXISTS (
            SELECT FROM ledger_transfer s
            WHERE s.target_event = p.event_id AND s.target_number = p.number AND s.kind IN ('post', 'void', 'expire'))
        ORDER BY p.expires_at, p.event_id, p.number LIMIT \(Int64(limit))
        """
    }

    /// Accounts that do not stand as their transfers say: account, what differs (`posted`, `pending`, `room`, `month`), as it
    /// stands and as it should be, debits before credits.
    static let proof: Query = """
        WITH entry AS (
            SELECT account_id, (day - (extract(day FROM day)::integer - 1)) AS month,
                coalesce(sum(amount) FILTER (WHERE side = 'debit'), 0) AS debits,
                coalesce(sum(amount) FILTER (WHERE side = 'credit'), 0) AS credits
            FROM ledger_entry GROUP BY 1, 2
        ), moved AS (
            SELECT account_id, month, coalesce(e.debits, 0) AS debits, coalesce(e.credits, 0) AS credits
            FROM (SELECT account_id, month FROM entry UNION SELECT account_id, month FROM ledger_month) any_month
            LEFT JOIN entry e USING (account_id, month)
        ), opening AS (
            SELECT account_id, month, coalesce(sum(debits) OVER earlier, 0) AS debits,
                coalesce(sum(credits) OVER earlier, 0) AS credits
            FROM moved
            WINDOW earlier AS (PARTITION BY account_id ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ), posted AS (
            SELECT account_id, sum(debits) AS debits, sum(credits) AS credits FROM entry GROUP BY 1
        ), open AS (
            SELECT p.debit_account, p.credit_account, p.amount FROM ledger_transfer p
            WHERE p.kind = 'pending' AND NOT EXISTS (
                SELECT FROM ledger_transfer s
                WHERE s.target_event = p.event_id AND s.target_number = p.number AND s.kind IN ('post', 'void', 'expire'))
        ), pending AS (
            SELECT account_id, sum(debits) AS debits, sum(credits) AS credits FROM (
                SELECT debit_account AS account_id, amount AS debits, 0 AS credits FROM open
                UNION ALL SELECT credit_account, 0, amount FROM open) side GROUP BY 1
        ), compared AS (
            SELECT account_id, 'posted' AS part, a.debits_posted::numeric AS debits, a.credits_posted::numeric AS credits,
                coalesce(p.debits, 0) AS true_debits, coalesce(p.credits, 0) AS true_credits
            FROM ledger_account a FULL JOIN posted p USING (account_id)
            UNION ALL
            SELECT account_id, 'pending', a.debits_pending, a.credits_pending, coalesce(p.debits, 0), coalesce(p.credits, 0)
            FROM ledger_account a FULL JOIN pending p USING (account_id)
            UNION ALL
            SELECT account_id, 'room', debit_room, credit_room,
                CASE normal_side WHEN 'debit' THEN ceiling - (debits_posted - credits_posted + debits_pending)
                    ELSE credits_posted - debits_posted - debits_pending - floor END,
                CASE normal_side WHEN 'debit' THEN debits_posted - credits_posted - credits_pending - floor
                    ELSE ceiling - (credits_posted - debits_posted + credits_pending) END
            FROM ledger_account
            UNION ALL
            SELECT account_id, 'month', m.opening_debits, m.opening_credits, o.debits, o.credits
            FROM opening o LEFT JOIN ledger_month m USING (account_id, month)
        )
        SELECT account_id, part, coalesce(debits::text, ''), coalesce(credits::text, ''), coalesce(true_debits::text, ''),
            coalesce(true_credits::text, '')
        FROM compared
        WHERE debits IS DISTINCT FROM true_debits OR credits IS DISTINCT FROM true_credits ORDER BY account_id, part
        """

    /// How accounts of a ledger stood when a month began and ended, by their code: code, normal side, opening debits and
    /// credits, debits and credits of the month.
    static func trialBalance(of ledger: String, from month: CivilDate, to next: CivilDate) -> Query {
        """
        SELECT code, normal_side, sum(opening_debits)::bigint, sum(opening_credits)::bigint,
            sum(closing_debits - opening_debits)::bigint, sum(closing_credits - opening_credits)::bigint
        FROM (
            SELECT a.code, a.normal_side,
                coalesce(opening.opening_debits, a.debits_posted) AS opening_debits,
                coalesce(opening.opening_credits, a.credits_posted) AS opening_credits,
                coalesce(closing.opening_debits, a.debits_posted) AS closing_debits,
                coalesce(closing.opening_credits, a.credits_posted) AS closing_credits
            FROM ledger_account a
            LEFT JOIN LATERAL (
                SELECT m.opening_debits, m.opening_credits FROM ledger_month m
                WHERE m.account_id = a.account_id AND m.month >= \(CalendarDate(civil: month))
                ORDER BY m.month LIMIT 1) opening ON true
            LEFT JOIN LATERAL (
                SELECT m.opening_debits, m.opening_credits FROM ledger_month m
                WHERE m.account_id = a.account_id AND m.month >= \(CalendarDate(civil: next))
                ORDER BY m.month LIMIT 1) closing ON true
            WHERE a.ledger = \(ledger)) account
        WHERE closing_debits <> 0 OR closing_credits <> 0 OR opening_debits <> 0 OR opening_credits <> 0
        GROUP BY code, normal_side ORDER BY code, normal_side
        """
    }
}

/// The columns of transfers on their way to the database.
private struct TransferColumns {
    var events: [UUID] = []
    var numbers: [Int16] = []
    var kinds: [String] = []
    var debits: [UUID] = []
    var credits: [UUID] = []
    var amounts: [Int64] = []
    var days: [CalendarDate] = []
    var targetEvents: [UUID?] = []
    var targetNumbers: [Int16?] = []
    var expiries: [Date?] = []
    var stations: [String?] = []

    init(capacity: Int) {
        events.reserveCapacity(capacity)
        debits.reserveCapacity(capacity)
        credits.reserveCapacity(capacity)
        amounts.reserveCapacity(capacity)
    }

    mutating func append(_ transfer: Transfer, number: Int, of event: LedgerEvent) {
        events.append(event.id)
        numbers.append(Int16(number))
        kinds.append(transfer.kind.name)
        debits.append(transfer.debit.rawValue)
        credits.append(transfer.credit.rawValue)
        amounts.append(transfer.amount)
        days.append(CalendarDate(civil: event.day))
        targetEvents.append(transfer.target?.event)
        targetNumbers.append(transfer.target.map { Int16($0.number) })
        expiries.append(transfer.kind.expires)
        stations.append(event.station?.rawValue)
    }
}

extension CalendarDate {
    /// The driver counts days from 2000-01-01.
    init(civil day: CivilDate) {
        self.init(daysSince2000: Int(day.daysSinceEpoch) - 10_957)
    }
}

extension CivilDate {
    init(driver day: CalendarDate) {
        self.init(daysSinceEpoch: Int64(day.daysSince2000) + 10_957)
    }
}
