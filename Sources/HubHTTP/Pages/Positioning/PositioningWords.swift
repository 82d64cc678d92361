import HubModel
import PageKit

/// Texts of the pages on a station's profile and services.
enum PositioningWords: String, Wording {
    static let section = "positioning"

    case menu
    case title, lead, now, since, edit, packages, activities, nothingNow, price, ownPrice, capacity, points, on, free
    case scheduled, scheduledHint, revoke, cards, cardsHint, current, choose, brings, needs, rooms, skills, budget,
        missing
    case instruments, commitments, history, historyHint, number, from, what, who, decided, state, restore, files
    case inForce, toCome, past, overtaken, decidedMessage, missingVersion
    case formLead, version, showVersion, effective, day, time, effectiveHint, rehearse, rehearsal, rehearsalHint,
        breaking
    case nothingChanges, differences, confirm, back, mistakes, allowed, empty, overtakenError,
        notInstalled
    case noPackages, noActivities, tooFarAhead, invalidDay, pastMoment, dayMissing, confirmAtOnce

    var placeholders: Set<String> {
        switch self {
        case .decidedMessage, .confirm: ["time"]
        case .missingVersion: ["used", "version"]
        case .allowed: ["from", "to"]
        default: []
        }
    }
}
