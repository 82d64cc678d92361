import HubModel
import PageKit

/// Texts of the pages on versions of plugins.
enum PluginWords: String, Wording {
    static let section = "plugin"

    case menu
    case title, lead, profile, version, stations, names, state, inUse, installed, action, rehearse, none, noneHint,
        refused
    case refusedHint, folder, reason, rehearsalTitle, rehearsalLead, differences, noDifferences, part, code, change
    case details, impact, station, effects, nothing, blocked, look, choose, effective, day, time, effectiveHint, confirm
    case confirmEffect, back, decided, substituted, overtaken, noStation, invalidDay, nobody, otherVersions

    var placeholders: Set<String> {
        switch self {
        case .rehearse: ["from", "to"]
        case .confirm, .confirmEffect: ["to"]
        case .decided: ["count", "time", "to"]
        case .substituted: ["decided", "station", "used"]
        case .nobody: ["from"]
        default: []
        }
    }
}
