import Foundation
import HubModel
import Ledger
import Postgres
import TestSupport

/// The tables as they are, read whole, and what is wrong with them by themselves.
struct StoredBooks {
    private(set) var events: [UUID: LedgerEvent] = [:]
    private(set) var balances: [AccountID: Int64] = [:]
    private(set) var mistakes: [String] = []

    private struct Sums: Hashable {
        var debits: Int64 = 0
        var credits: Int64 = 0
        var debitsPending: Int64 = 0
        var creditsPending: Int64 = 0
    }
    private struct Stored {
        var transfer: Transfer
        var day: CivilDate
        var recorded: Date
    }

    private var transfers: [TransferID: Stored] = [:]

    static func read(_ database: TestDatabase) async throws -> StoredBooks {
        try await database.asAdministrator { connection in
            var books = StoredBooks()
            let rows = try await connection.rows(
                """
                SELECT event_id, number, kind::text, debit_account, credit_account, amount::bigint, day - DATE '1970-01-01',
                    target_event, target_number, expires_at, recorded_at
                FROM ledger_transfer ORDER BY event_id, number
                """)
            for row in rows { try books.add(row) }
            books.checkTargets()
            try await books.checkSums(connection)
            return books
        }
    }

    private mutating func add(_ row: Row) throws {
        let (event, number, kind, debit, credit, amount, dayNumber, targetEvent, targetNumber, expires, recorded) =
            try row.decode(
                UUID.self, Int16.self, String.self, UUID.self, UUID.self, Int64.self, Int32.self, UUID?.self,
                Int16?.self,
                Date?.self, Date.self)
        let target =
            targetEvent.map { TransferID(event: $0, number: Int(targetNumber ?? 0)) } ?? TransferID(event: event)
        let kinds: [String: Transfer.Kind] = [
            "posted": .posted, "pending": .pending(expires: expires), "post": .post(target), "void": .void(target),
            "expire": .expire(target), "reversal": .reversal(of: target),
        ]
        let transfer = Transfer(
            kinds[kind] ?? .posted, debit: AccountID(rawValue: debit), credit: AccountID(rawValue: credit),
            amount: amount)
        let day = CivilDate(daysSinceEpoch: Int64(dayNumber))
        events[event, default: LedgerEvent(id: event, day: day, transfers: [])].transfers.append(transfer)
        if events[event]?.transfers.count != Int(number) {
            mistakes.append("\(event) lacks a transfer before \(number)")
        }
        if events[event]?.day != day { mistakes.append("\(event) has several days") }
        if amount < 1 || debit == credit { mistakes.append("\(event) is not balanced") }
        transfers[TransferID(event: event, number: Int(number))] = Stored(
            transfer: transfer, day: day, recorded: recorded)
    }

    /// A pending one is settled once and in time, and nothing is reversed beyond what it was.
    private mutating func checkTargets() {
        var settled: Set<TransferID> = []
        var reversed: [TransferID: Int64] = [:]
        for (id, stored) in transfers {
            guard let target = stored.transfer.target else { continue }
            guard let original = transfers[target]?.transfer, original.debit == stored.transfer.debit,
                original.credit == stored.transfer.credit, original.amount >= stored.transfer.amount
            else {
                mistakes.append("\(id) has no such target")
                continue
            }
            if case .reversal = stored.transfer.kind {
                reversed[target, default: 0] += stored.transfer.amount
                if reversed[target, default: 0] > original.amount { mistakes.append("\(target) was reversed too far") }
                continue
            }
            if !settled.insert(target).inserted { mistakes.append("\(target) was settled twice") }
            guard case .pending(let expires) = original.kind else {
                mistakes.append("\(target) was never pending")
                continue
            }
            let isPast = expires.map { $0 <= stored.recorded } ?? false
            if case .post = stored.transfer.kind, isPast { mistakes.append("\(id) came too late") }
            if case .expire = stored.transfer.kind, !isPast { mistakes.append("\(id) came too early") }
        }
    }

    /// Accounts and the openings of their months against the sums of entries.
    private mutating func checkSums(_ connection: isolated Connection) async throws {
        var sums: [AccountID: Sums] = [:]
        var months: [AccountID: [CivilDate: Sums]] = [:]
        let settled = Set(transfers.values.compactMap { $0.transfer.isSettlement ? $0.transfer.target : nil })
        for (id, stored) in transfers {
            let (transfer, month) = (stored.transfer, stored.day.firstOfMonth)
            var (added, kept) = (transfer.amount, Int64(0))
            switch transfer.kind {
            case .posted, .post: break
            case .reversal: added = -added
            case .pending: (added, kept) = (0, settled.contains(id) ? 0 : added)
            case .void, .expire: added = 0
            }
            sums[transfer.debit, default: Sums()].debits += added
            sums[transfer.credit, default: Sums()].credits += added
            sums[transfer.debit, default: Sums()].debitsPending += kept
            sums[transfer.credit, default: Sums()].creditsPending += kept
            guard added != 0 else { continue }
            months[transfer.debit, default: [:]][month, default: Sums()].debits += added
            months[transfer.credit, default: [:]][month, default: Sums()].credits += added
        }
        let accounts = try await connection.rows(
            """
            SELECT account_id, debits_posted::bigint, credits_posted::bigint, debits_pending::bigint, credits_pending::bigint
            FROM ledger_account
            """, as: (UUID.self, Int64.self, Int64.self, Int64.self, Int64.self))
        for (id, debits, credits, debitsPending, creditsPending) in accounts {
            let account = AccountID(rawValue: id)
            let standing = Sums(
                debits: debits, credits: credits, debitsPending: debitsPending, creditsPending: creditsPending)
            let proven = sums.removeValue(forKey: account) ?? Sums()
            if standing != proven { mistakes.append("\(account) stands at \(standing), not \(proven)") }
            let definition = LedgerWorkload.accounts.first { $0.key.id == account }
            balances[account] = definition?.normalSide == .credit ? credits - debits : debits - credits
        }
        if !sums.isEmpty { mistakes.append("accounts that are not open: \(sums.keys)") }
        try await checkMonths(months, connection)
    }

    private mutating func checkMonths(
        _ months: [AccountID: [CivilDate: Sums]], _ connection: isolated Connection
    ) async throws {
        var expected: [AccountID: [CivilDate: Sums]] = [:]
        for (account, moved) in months {
            var sum = Sums()
            for (month, movement) in moved.sorted(by: { $0.key < $1.key }) {
                expected[account, default: [:]][month] = sum
                sum.debits += movement.debits
                sum.credits += movement.credits
            }
        }
        var standing: [AccountID: [CivilDate: Sums]] = [:]
        let rows = try await connection.rows(
            "SELECT account_id, month - DATE '1970-01-01', opening_debits, opening_credits FROM ledger_month",
            as: (UUID.self, Int32.self, Int64.self, Int64.self))
        for (account, month, debits, credits) in rows {
            standing[AccountID(rawValue: account), default: [:]][CivilDate(daysSinceEpoch: Int64(month))] = Sums(
                debits: debits, credits: credits)
        }
        if standing != expected { mistakes.append("months began at \(standing), not \(expected)") }
    }
}

extension Transfer {
    fileprivate var isSettlement: Bool {
        switch kind {
        case .post, .void, .expire: true
        case .posted, .pending, .reversal: false
        }
    }
}

extension StoredBooks {
    /// Keeps every state of every account from now on, in the order in which they followed one another.
    static func keepJournal(_ database: TestDatabase) async throws {
        try await database.asAdministrator { connection in
            try await connection.executeScript(
                """
                CREATE TABLE journal (position bigserial, LIKE ledger_account);
                CREATE FUNCTION note_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
                BEGIN
                    INSERT INTO public.journal SELECT nextval('public.journal_position_seq'), NEW.*;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER note AFTER UPDATE ON ledger_account FOR EACH ROW EXECUTE FUNCTION note_account();
                """)
        }
    }

    /// States in which an account stood beyond one of its limits.
    static func limitsBrokenOnTheWay(_ database: TestDatabase) async throws -> [String] {
        try await database.texts(
            """
            SELECT code || ' at ' || position FROM journal, LATERAL (SELECT
                CASE normal_side WHEN 'debit' THEN 1 ELSE -1 END * (debits_posted - credits_posted) AS balance,
                CASE normal_side WHEN 'debit' THEN credits_pending ELSE debits_pending END AS against,
                CASE normal_side WHEN 'debit' THEN debits_pending ELSE credits_pending END AS favour) state
            WHERE balance - against < floor OR balance + favour > ceiling ORDER BY position LIMIT 10
            """)
    }
}
