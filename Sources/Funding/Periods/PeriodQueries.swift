import Foundation
import HubModel
import Postgres

/// The statements on accounting periods.
enum PeriodQueries {
    /// Opens a month that nobody opened or closed yet.
    static func open(_ month: CivilDate, at now: Date) -> Query {
        """
        INSERT INTO accounting_period (month, state, opened_at) VALUES (\(CalendarDate(civil: month)), 'open', \(now))
        ON CONFLICT (month) DO NOTHING
        """
    }

    /// The open months, locked against being closed until the transaction ends.
    static let lockOpen: Query = "SELECT lock_open_periods()"
}
