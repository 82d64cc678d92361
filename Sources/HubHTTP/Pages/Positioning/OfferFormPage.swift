import Catalogue
import HubModel
import PageKit

/// The form on what a station offers, with the rehearsal above it once there is one: every text is ready.
struct OfferFormPage: PageModel {
    static let template = "offer-form"

    struct Number: Sendable {
        let id: String
        let field: String
        let value: String
        let placeholder: String
        let label: String
        let range: String
        let isWrong: Bool
    }

    struct Row: Sendable {
        let id: String
        let field: String
        let title: String
        let detail: String
        let isOn: Bool
        let numbers: [Number]
    }

    struct Effect: Sendable {
        let text: String
        /// Somebody has to look at it.
        let isBreaking: Bool

        /// What takes somebody's attention first, what is merely switched on or off last; otherwise in their order.
        static func ordered(_ effects: [StationImpact.Effect], _ language: Language) -> [Effect] {
            func rank(_ effect: StationImpact.Effect) -> Int {
                if effect.gravity == .breaking { return 0 }
                if effect.code == "room-missing" { return 1 }
                return effect.code.contains("-switched-") || effect.code.hasPrefix("instrument-") ? 3 : 2
            }
            return effects.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map {
                Effect(text: $0.element.text[language], isBreaking: rank($0.element) < 2)
            }
        }
    }

    struct Rehearsal: Sendable {
        let effects: [Effect]
        let differences: [DifferenceRow]
        let action: String
        let button: String
        let hidden: [PageParameter]
    }

    struct Versions: Sendable {
        let action: String
        let kept: [PageParameter]
        let options: [PageOption]
    }

    let frame: PageFrame
    let words: Words<PositioningWords>
    let title: String
    let lead: String
    let token: String
    let mistakes: [String]
    let rehearsal: Rehearsal?
    let versions: Versions?
    let action: String
    let version: String
    let basis: String
    let day: String
    let time: String
    let packages: [Row]
    let activities: [Row]
    let back: PageLink
}
