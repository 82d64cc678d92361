import HubModel
import PageKit
import PluginHost

/// Texts of the page on how the plugins are doing.
enum OperationsWords: String, Wording {
    static let section = "operations"

    case menu
    case title, lead, allWell, troubled, nothingLoaded, emptyHint
    case plugins, plugin, version, state, process, calls, failures, restarts, lastFailure, noFailure
    case running, restarting, paused, restartingEffect, pausedEffect, ownProcess, inHub, noProcess
    case refused, refusedHint, folder, reason, unknownPlugin

    init(_ state: PluginStatus.State) {
        self =
            switch state {
            case .running: .running
            case .restarting: .restarting
            case .circuitOpen: .paused
            }
    }

    var placeholders: Set<String> {
        switch self {
        case .allWell, .troubled, .ownProcess: ["n"]
        default: []
        }
    }
}
