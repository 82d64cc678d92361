import HubModel
import Postgres

/// Reads budget lines: funding line, station, first month, last month.
enum LineRows {
    static func decode(_ rows: [Row]) throws -> [BudgetLine] {
        try rows.compactMap { row in
            let station = try row.decode("station_id", as: String?.self)
            return BudgetLine(
                fundingLine: try row.decode("funding_line"),
                from: CivilDate(driver: try row.decode("first_month", as: CalendarDate.self)),
                through: CivilDate(driver: try row.decode("last_month", as: CalendarDate.self)),
                station: station.flatMap(StationCode.init(rawValue:)))
        }
    }
}
