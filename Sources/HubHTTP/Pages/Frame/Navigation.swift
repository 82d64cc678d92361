import Directory
import HubModel
import PageKit
import Protection

/// Where people go: their main pages, and the one they begin on.
enum Navigation {
    static func links(of acting: RoleAssignment, at path: String, _ language: Language) -> [PageViewer.Entry] {
        (HubRouteGroups.menu[acting.role] ?? []).map { entry in
            let target = entry.path.replacing("{home}", with: home(of: acting))
            let isBelow = target != "/" && !entry.isExact && path.hasPrefix(target + "/")
            return PageViewer.Entry(
                text: entry.word.text[language], address: language.address(target),
                isCurrent: target == path || isBelow)
        }
    }

    /// Where a person begins.
    static func home(of acting: RoleAssignment) -> String {
        switch (acting.role, acting.organization) {
        case (_, .station(let code)): "/stations/\(code)"
        case (_, .hospital(let code)): "/hospitals/\(code)"
        case (.volunteer, .bureau): "/account"
        case (_, .bureau): "/"
        }
    }
}
