import HubModel
import PageKit

/// Who records a fact, by the word before the colon in its header.
enum ActorWords: String, Wording {
    static let section = "actor"

    case staff
    case residentLink = "resident-link"
    case `import`

    /// `staff:li` as a word and the id.
    static func text(of actor: String, _ language: Language) -> String {
        let parts = actor.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let word = ActorWords(rawValue: String(parts[0])) else { return actor }
        return word == .staff ? "\(word(language)) \(parts[1])" : word(language)
    }
}
