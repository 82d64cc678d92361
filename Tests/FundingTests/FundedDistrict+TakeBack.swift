import Foundation
import Funding
import HubModel
import Ledger
import Postgres
import Protection
import TestSupport

extension FundedDistrict {
    /// Stores an approved voucher that takes back all entries of another one, as its reversal does.
    func takeBack(_ voucher: UUID) async throws {
        let (event, red) = (UUID(version7At: FixedClock.now), UUID(version7At: FixedClock.now))
        try await database.asAdministrator { connection in
            _ = try await connection.execute(
                """
                INSERT INTO funding_event (event_id, event, occurred_at, day, budget_line_id, station_id, order_id, amounts,
                    reverses, reason, recorded_at)
                SELECT \(event), e.event, e.occurred_at, e.day, e.budget_line_id, e.station_id, e.order_id, e.amounts,
                    e.event_id, '测试冲销', now()
                FROM voucher v JOIN funding_event e USING (event_id) WHERE v.voucher_id = \(voucher)
                """)
            _ = try await connection.execute(
                """
                INSERT INTO voucher (voucher_id, event_id, word, month, day, number, state, total_fen, approvals_needed,
                    prepared_by, prepared_at, settled_at, station_id, reverses)
                SELECT \(red), \(event), v.word, v.month, v.day, s.last_number + 1, 'approved', v.total_fen, 1, v.prepared_by,
                    now(), now(), v.station_id, v.voucher_id
                FROM voucher v JOIN voucher_series s USING (word, month) WHERE v.voucher_id = \(voucher)
                """)
            _ = try await connection.execute(
                """
                UPDATE voucher_series s SET last_number = last_number + 1 FROM voucher v
                WHERE v.voucher_id = \(red) AND v.word = s.word AND v.month = s.month
                """)
            _ = try await connection.execute(
                """
                INSERT INTO voucher_reversal (voucher_id, number, ledger, target_event, target_number, debit_account,
                    credit_account, amount)
                SELECT \(red), t.number, a.ledger, t.event_id, t.number, t.debit_account, t.credit_account, t.amount
                FROM ledger_transfer t JOIN ledger_account a ON a.account_id = t.debit_account
                WHERE t.target_event = \(voucher) AND t.kind = 'post'
                """)
        }
        try await database.hub.withTransaction(as: .district) { connection in
            let rows = try await connection.rows(
                """
                SELECT r.target_event, r.target_number, r.debit_account, r.credit_account, r.amount, v.day
                FROM voucher_reversal r JOIN voucher v USING (voucher_id) WHERE r.voucher_id = \(red) ORDER BY r.number
                """, as: (UUID.self, Int16.self, UUID.self, UUID.self, Int64.self, CalendarDate.self))
            guard let day = rows.first?.5 else { throw MissingFixture(name: "entries of the voucher") }
            let transfers = rows.map { event, number, debit, credit, amount, _ in
                Transfer(
                    .reversal(of: TransferID(event: event, number: Int(number))), debit: AccountID(rawValue: debit),
                    credit: AccountID(rawValue: credit), amount: amount)
            }
            let results = try await RecordEvents(at: FixedClock.now)(
                [
                    LedgerEvent(
                        id: red, day: CivilDate(daysSinceEpoch: Int64(day.daysSince2000) + 10_957),
                        station: station, transfers: transfers)
                ], on: connection)
            guard results == [.recorded] else { throw MissingFixture(name: "a reversal that the ledger takes") }
        }
    }
}
