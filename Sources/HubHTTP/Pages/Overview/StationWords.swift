import HubModel
import PageKit

/// Texts of a station's page.
enum StationWords: String, Wording {
    static let section = "station"

    case menu
    case openingHours, nightClinic, closed, packages, price, perCycle, activities, capacity, people, minutes, points
    case commitments, baseline, promised, deadline, progress, notMeasured, change, figures, sync, attention,
        attentionHint, sealed, sealedHint, unreadable
    case quarantine, quarantineHint, quarantineNone, time, fact, code, about, population, mascot, story, contains, ages,
        free
    case emptyStation, rooms, counsellors, occasions, percentagePoints
    case indicators, indicatorsHint, value, why, notReported, countsMissing

    var placeholders: Set<String> {
        switch self {
        case .countsMissing: ["counts"]
        default: []
        }
    }
}
