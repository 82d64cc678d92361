import Foundation
import HubModel
import HubRuntime
import Indicators
import PageKit

/// The series of the charts, which are also in the tables beside them.
struct ChartSection: Codable, Hashable, Sendable {
    struct Series: Codable, Hashable, Sendable {
        let labels: [String]
        let names: [String]
        let values: [[Int64]]
    }

    /// One instrument; a count that may not be shown is null.
    struct Severity: Codable, Hashable, Sendable {
        let instrument: String
        let labels: [String]
        let counts: [Int64?]
    }

    let daily: Series
    let severity: [Severity]

    init(timeline: TimelineSection, screenings: ScreeningFigures, formats: Formats) {
        daily = Series(
            labels: timeline.rows.map(\.label),
            names: [FigureWords.screenings(formats.language), FigureWords.attendances(formats.language)],
            values: [timeline.rows.map(\.screeningCount), timeline.rows.map(\.attendanceCount)])
        severity = screenings.instruments.filter { $0.received > 0 }.map { instrument in
            Severity(
                instrument: instrument.instrument,
                labels: instrument.bands.map { $0.title[formats.language] } + [
                    FigureWords.incomplete(formats.language)
                ],
                counts: instrument.bands.map(\.count.exactValue) + [instrument.incomplete.exactValue])
        }
    }

    /// For a script element: no `<`, which could end it.
    var embedded: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self).replacingOccurrences(of: "<", with: "\\u003c")
    }
}
