import HubModel
import PageKit

/// Names of figures, columns and codes.
enum FigureWords: String, Wording {
    static let section = "figure"

    case station, name, lastContact, completeThrough, facts, screenings, personsScreened, attendances, personsAttended
    case personsServed, residents, activities, orders, amount, feedback, personTimes, persons, items, screeningsUnit,
        timesUnit
    case ordersUnit, factsUnit, stationsUnit, never, silent, reported, instrument, received, incomplete, sameDay,
        differing, severity
    case count, range, triage, tenOrMore, itemNine, kind, held, role, participant, volunteer, state, subdistrict
    case month, day, share
}
