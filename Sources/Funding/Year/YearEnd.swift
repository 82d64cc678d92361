import Foundation
import HubModel
import Postgres

/// The day on which the end of a year is booked.
struct YearEnd {
    private let year: Int
    private let context: FundingContext
    private let now: Date

    init(_ year: Int, context: FundingContext, now: Date) {
        self.year = year
        self.context = context
        self.now = now
    }

    /// The last of December, or today while it is December; its month is held open until the transaction ends.
    ///
    /// - Throws: ``PeriodError``
    func lock(on connection: isolated Connection) async throws -> CivilDate {
        let today = context.day(now)
        guard let december = CivilDate(year: Int64(year), month: 12, day: 1),
            let last = CivilDate(year: Int64(year), month: 12, day: 31), today >= december
        else { throw PeriodError.yearNotOver(year) }
        let periods = try await OpenPeriods.lock(today: today, at: now, on: connection)
        guard periods.months.contains(december) else { throw PeriodError.decemberNotOpen(year) }
        return min(today, last)
    }
}
