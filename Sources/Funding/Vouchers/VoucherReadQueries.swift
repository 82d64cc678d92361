import Foundation
import HubModel
import Postgres

/// The statements that show vouchers.
enum VoucherReadQueries {
    /// For ``VoucherSummary/init(_:)``; `listed` has the columns of a voucher and its rank.
    private static let columns: Query = """
        SELECT v.voucher_id, v.word, v.month, v.day, v.number, v.state, v.total_fen, v.approvals_needed, v.prepared_by,
            v.prepared_at, v.station_id, v.reverses, v.rank, e.event_id, e.event, e.order_id, e.document,
            l.funding_line, ARRAY(
                SELECT d.decided_by FROM voucher_decision d
                WHERE d.voucher_id = v.voucher_id AND d.decision = 'approved' ORDER BY d.decided_at) AS approvals
        """

    private static let joins: Query = """
        JOIN funding_event e ON e.event_id = v.event_id
        LEFT JOIN budget_line l ON l.budget_line_id = e.budget_line_id
        """

    /// A page of vouchers: those that wait for the reader first, then the latest first.
    static func page(
        _ filter: ReadVouchers.Filter, decider: UUID?, after place: PlaceInList?, limit: Int
    ) -> Query {
        let filters: Query = """
            (\(filter.month.map { CalendarDate(civil: $0) })::date IS NULL
                OR month = \(filter.month.map { CalendarDate(civil: $0) }))
            AND (\(filter.state?.rawValue)::text IS NULL OR state = \(filter.state?.rawValue))
            AND (\(filter.word)::text IS NULL OR word = \(filter.word))
            """
        let waits: Query = """
            (state = 'waiting' AND \(decider)::uuid IS NOT NULL AND \(VoucherQueries.isUnbarred(decider)))
            """
        func part(_ rank: Int, _ condition: Query) -> Query {
            let day = place.flatMap { $0.rank == rank ? CalendarDate(civil: $0.day) : nil }
            return """
                (SELECT w.*, \(Int32(rank)) AS rank FROM voucher w WHERE \(filters) AND \(condition)
                    AND (\(place.map { Int32($0.rank) })::int IS NULL OR \(Int32(rank)) >= \(place.map { Int32($0.rank) }))
                    AND (\(day)::date IS NULL OR (day, voucher_id) < (\(day), \(place?.id)::uuid))
                ORDER BY day DESC, voucher_id DESC LIMIT \(Int64(limit)))
                """
        }
        return """
            \(columns) FROM (\(part(0, waits)) UNION ALL \(part(1, "NOT \(waits)"))) v \(joins)
            ORDER BY v.rank, v.day DESC, v.voucher_id DESC LIMIT \(Int64(limit))
            """
    }

    static func one(_ voucher: UUID) -> Query {
        "\(columns) FROM (SELECT w.*, 1 AS rank FROM voucher w WHERE voucher_id = \(voucher)) v \(joins)"
    }

    /// Number, book, debit code and dimensions, credit code and dimensions, amount; red letters are negative.
    static func entries(of voucher: UUID) -> Query {
        """
        SELECT t.number, d.ledger, d.code, d.dimensions, c.code, c.dimensions, t.amount
        FROM voucher_entry t
        JOIN ledger_account d ON d.account_id = t.debit_account JOIN ledger_account c ON c.account_id = t.credit_account
        WHERE t.voucher_id = \(voucher) ORDER BY t.number
        """
    }

    /// Who decided what, why and when.
    static func decisions(on voucher: UUID) -> Query {
        """
        SELECT decided_by, decision, reason, decided_at FROM voucher_decision
        WHERE voucher_id = \(voucher) ORDER BY decided_at, decided_by
        """
    }

    /// Name, SHA-256 in hexadecimal, bytes, who added it and when.
    static func attachments(of voucher: UUID) -> Query {
        """
        SELECT name, encode(digest, 'hex'), size_bytes, added_by, added_at FROM voucher_attachment
        WHERE voucher_id = \(voucher) ORDER BY added_at, name
        """
    }

    /// The vouchers that take one back: id, word, month, number, state.
    static func reversals(of voucher: UUID) -> Query {
        """
        SELECT voucher_id, word, month, number, state FROM voucher WHERE reverses = \(voucher)
        ORDER BY prepared_at, voucher_id
        """
    }

    /// The same of one voucher.
    static func name(of voucher: UUID) -> Query {
        "SELECT voucher_id, word, month, number, state FROM voucher WHERE voucher_id = \(voucher)"
    }

    /// The months that have vouchers, the latest first.
    static let months: Query = "SELECT DISTINCT month FROM voucher ORDER BY 1 DESC"

    /// How many wait, and how many of them for somebody.
    static func waiting(for decider: UUID?) -> Query {
        """
        SELECT count(*), count(*) FILTER (WHERE \(VoucherQueries.isUnbarred(decider)))
        FROM voucher w WHERE state = 'waiting'
        """
    }
}
