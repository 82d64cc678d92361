import Foundation
import HubModel
import Postgres

/// The statements on bank statements and what answers to their lines.
enum BankQueries {
    static func statement(of account: String, digest: [UInt8]) -> Query {
        "SELECT statement_id FROM bank_statement WHERE account = \(account) AND digest = \(digest)"
    }

    /// Stores a statement: its id, or nothing when its file was imported already.
    static func store(_ statement: StoredStatement, digest: [UInt8], by account: UUID, at now: Date) -> Query {
        """
        INSERT INTO bank_statement (
            statement_id, digest, account, first_day, last_day, opening_fen, closing_fen, imported_by, imported_at)
        VALUES (
            \(statement.id), \(digest), \(statement.account), \(CalendarDate(civil: statement.days.lowerBound)),
            \(CalendarDate(civil: statement.days.upperBound)), \(statement.openingFen), \(statement.closingFen),
            \(account), \(now))
        ON CONFLICT (account, digest) DO NOTHING RETURNING statement_id
        """
    }

    /// Stores the lines that no other statement brought: the id of each that is new.
    static func store(_ lines: [(id: UUID, line: BankStatementFile.Line)], of statement: StoredStatement) -> Query {
        """
        INSERT INTO bank_line (line_id, statement_id, account, number, day, fen, document, counterparty, summary)
        SELECT line_id, \(statement.id), \(statement.account), number, day, fen, document, counterparty, summary
        FROM unnest(
            \(lines.map(\.id)), \(lines.indices.map { Int32($0 + 1) }),
            \(lines.map { CalendarDate(civil: $0.line.day) }), \(lines.map(\.line.fen)), \(lines.map(\.line.document)),
            \(lines.map(\.line.counterparty)), \(lines.map(\.line.summary)))
            AS line (line_id, number, day, fen, document, counterparty, summary)
        ON CONFLICT (line_id) DO NOTHING RETURNING line_id
        """
    }

    /// All statements of an account, by their days: id, first and last day, opening, closing, how many lines it brought, who
    /// imported it and when.
    static func statements(of account: String) -> Query {
        """
        SELECT s.statement_id, s.first_day, s.last_day, s.opening_fen, s.closing_fen,
            (SELECT count(*) FROM bank_line l WHERE l.statement_id = s.statement_id) AS lines, s.imported_by, s.imported_at
        FROM bank_statement s WHERE s.account = \(account) ORDER BY s.first_day, s.last_day, s.imported_at
        """
    }

    /// The sum of all lines up to a day.
    static func sum(of account: String, through day: CivilDate) -> Query {
        """
        SELECT coalesce(sum(fen), 0)::bigint FROM bank_line
        WHERE account = \(account) AND day <= \(CalendarDate(civil: day))
        """
    }

    /// Lines up to a day that nothing up to that day answers to: id, day, fen, document, counterparty, summary.
    static func openLines(of account: String, through day: CivilDate) -> Query {
        """
        SELECT l.line_id, l.day, l.fen, l.document, l.counterparty, l.summary FROM bank_line l
        WHERE l.account = \(account) AND l.day <= \(CalendarDate(civil: day)) AND NOT EXISTS (
            SELECT FROM bank_match_line m
            WHERE m.line_id = l.line_id AND m.undone_at IS NULL AND NOT \(reachesBeyond(day, match: "m.match_id")))
        ORDER BY l.day, l.number, l.line_id
        """
    }

    /// Vouchers of some days that no line up to the last of them answers to: voucher, day, word, number, event, funding line,
    /// station, document, fen.
    static func openVouchers(in account: BankAccount, on days: ClosedRange<CivilDate>) -> Query {
        """
        SELECT * FROM (\(vouchers(in: account, on: days))) v WHERE NOT EXISTS (
            SELECT FROM bank_match_voucher m
            WHERE m.account = \(account.code) AND m.voucher_id = v.voucher_id AND m.undone_at IS NULL
                AND NOT \(reachesBeyond(days.upperBound, match: "m.match_id")))
        ORDER BY v.day, v.word, v.number
        """
    }

    /// The sum of the same vouchers, whatever answers to them.
    static func sum(in account: BankAccount, on days: ClosedRange<CivilDate>) -> Query {
        "SELECT coalesce(sum(fen), 0)::bigint FROM (\(vouchers(in: account, on: days))) v"
    }

    private static func vouchers(in account: BankAccount, on days: ClosedRange<CivilDate>) -> Query {
        """
        SELECT v.voucher_id, v.day, v.word, v.number, e.event, l.funding_line, v.station_id, e.document,
            sum(CASE s.side WHEN 'debit' THEN t.amount ELSE -t.amount END)::bigint AS fen
        FROM voucher v JOIN funding_event e ON e.event_id = v.event_id
        LEFT JOIN budget_line l ON l.budget_line_id = e.budget_line_id
        LEFT JOIN funding_event taken ON taken.event_id = e.reverses
        JOIN voucher_entry t ON t.voucher_id = v.voucher_id
        CROSS JOIN LATERAL (VALUES ('debit', t.debit_account), ('credit', t.credit_account)) AS s (side, account_id)
        JOIN ledger_account a ON a.account_id = s.account_id
        WHERE v.state = 'approved' AND a.ledger = 'financial' AND a.code = ANY (\(account.codes))
            AND v.day BETWEEN \(CalendarDate(civil: days.lowerBound)) AND \(CalendarDate(civil: days.upperBound))
            AND (\(account.events)::text[] IS NULL OR e.event = ANY (\(account.events))
                OR taken.event = ANY (\(account.events)))
        GROUP BY v.voucher_id, e.event, l.funding_line, e.document
        HAVING sum(CASE s.side WHEN 'debit' THEN t.amount ELSE -t.amount END) <> 0
        """
    }

    /// Whether a match has a line or a voucher after a day, so that on that day it was still open.
    private static func reachesBeyond(_ day: CivilDate, match: String) -> Query {
        """
        (EXISTS (SELECT FROM bank_match_line ml JOIN bank_line ol USING (line_id)
            WHERE ml.match_id = \(unescaped: match) AND ol.day > \(CalendarDate(civil: day)))
        OR EXISTS (SELECT FROM bank_match_voucher mv JOIN voucher ov USING (voucher_id)
            WHERE mv.match_id = \(unescaped: match) AND ov.day > \(CalendarDate(civil: day))))
        """
    }

    /// Stores matches with their lines and vouchers.
    static func match(
        _ matches: [StoredMatch], in account: String, how: String, by person: UUID, at now: Date
    ) -> [Query] {
        let lines = matches.flatMap { match in match.lines.map { (match.id, $0) } }
        let vouchers = matches.flatMap { match in match.vouchers.map { (match.id, $0) } }
        return [
            """
            INSERT INTO bank_match (match_id, account, how, matched_by, matched_at)
            SELECT *, \(account), \(how), \(person), \(now) FROM unnest(\(matches.map(\.id)))
            """,
            """
            INSERT INTO bank_match_line (match_id, line_id)
            SELECT * FROM unnest(\(lines.map(\.0)), \(lines.map(\.1)))
            """,
            """
            INSERT INTO bank_match_voucher (match_id, account, voucher_id)
            SELECT match_id, \(account), voucher_id FROM unnest(\(vouchers.map(\.0)), \(vouchers.map(\.1)))
                AS voucher (match_id, voucher_id)
            """,
        ]
    }

    /// Undoes a match: its id, or nothing when there is none that stands.
    static func undo(_ match: UUID, by person: UUID, at now: Date) -> Query {
        """
        UPDATE bank_match SET undone_by = \(person), undone_at = \(now)
        WHERE match_id = \(match) AND undone_at IS NULL RETURNING match_id
        """
    }

    /// Matches that stand and have a line or voucher on these days, newest first: match, how, who, when, fen, its lines, its
    /// vouchers' numbers.
    static func matches(in account: String, on days: ClosedRange<CivilDate>, limit: Int) -> Query {
        """
        SELECT m.match_id, m.how, m.matched_by, m.matched_at, lines.day, lines.fen, vouchers.ids, vouchers.numbers
        FROM bank_match m
        LEFT JOIN LATERAL (
            SELECT max(l.day) AS day, coalesce(sum(l.fen), 0)::bigint AS fen
            FROM bank_match_line ml JOIN bank_line l USING (line_id) WHERE ml.match_id = m.match_id) lines ON true
        LEFT JOIN LATERAL (
            SELECT max(v.day) AS day, coalesce(array_agg(v.voucher_id ORDER BY v.day, v.number), '{}') AS ids,
                coalesce(array_agg(v.word || '-' || v.number ORDER BY v.day, v.number), '{}') AS numbers
            FROM bank_match_voucher mv JOIN voucher v USING (voucher_id) WHERE mv.match_id = m.match_id) vouchers ON true
        WHERE m.account = \(account) AND m.undone_at IS NULL
            AND coalesce(lines.day, vouchers.day) BETWEEN \(CalendarDate(civil: days.lowerBound))
                AND \(CalendarDate(civil: days.upperBound))
        ORDER BY coalesce(lines.day, vouchers.day) DESC, m.matched_at DESC, m.match_id LIMIT \(Int64(limit))
        """
    }
}
