import HubModel
import HubRuntime
import PageKit

/// Activities and who came.
struct ActivitySection: Sendable {
    struct Line: Sendable {
        let title: String
        let count: Figure
    }

    let held: [Line]
    let roles: [Line]
    let persons: Figure
    let isEmpty: Bool

    init(_ figures: ActivityFigures, totals: OverviewTotals, formats: Formats) {
        held = figures.held.map {
            Line(title: $0.title[formats.language], count: Figure("activities.\($0.kind)", formats.number($0.count)))
        }
        roles = figures.attendances.map {
            let title: FigureWords = $0.role == "volunteer" ? .volunteer : .participant
            return Line(
                title: title(formats.language), count: Figure("attendances.\($0.role)", formats.number($0.count)))
        }
        persons = Figure("activities.persons", formats.count(totals.personsAttended))
        isEmpty = figures.held.isEmpty
    }
}
