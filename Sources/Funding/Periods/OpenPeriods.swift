import Foundation
import HubModel
import Postgres

/// The months that may be booked in, held open until the transaction ends.
struct OpenPeriods {
    let today: CivilDate
    let months: [CivilDate]

    /// Opens the month of today when nobody has opened or closed it yet, and reads which ones are open.
    static func lock(today: CivilDate, at now: Date, on connection: isolated Connection) async throws -> OpenPeriods {
        connection.enqueue(PeriodQueries.open(today.firstOfMonth, at: now))
        let months = try await connection.rows(PeriodQueries.lockOpen, as: CalendarDate.self)
        return OpenPeriods(today: today, months: months.map(CivilDate.init(driver:)))
    }

    /// - Throws: ``FundingError/noOpenMonth``
    func bookingDay(of occurred: CivilDate) throws(FundingError) -> BookingDay {
        guard let day = BookingDay(occurred: occurred, today: today, open: months) else { throw .noOpenMonth }
        return day
    }
}
