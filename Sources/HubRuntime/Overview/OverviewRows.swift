import HubModel
import Indicators
import Postgres

extension DailyFigure {
    /// Joins the rows of two `RollupQueries.daily(…)`, summed over their dimensions.
    static func merge(screenings: [Row], attendances: [Row]) throws -> [DailyFigure] {
        let (screenings, attendances) = (try byDay(screenings), try byDay(attendances))
        return Set(screenings.keys).union(attendances.keys).sorted().map { day in
            DailyFigure(
                day: day.description, screenings: screenings[day] ?? 0, attendances: attendances[day] ?? 0)
        }
    }

    private static func byDay(_ rows: [Row]) throws -> [CivilDate: Int64] {
        var amounts: [CivilDate: Int64] = [:]
        for row in rows {
            let (day, _, amount) = try row.decode(CalendarDate.self, String.self, Int64.self)
            amounts[CivilDate(day), default: 0] += amount
        }
        return amounts
    }
}
