import Catalogue
import HubModel
import PageKit

/// One difference between two versions of a plugin, in words.
struct DifferenceRow: Sendable {
    let part: String
    let code: String
    let change: String
    let details: String

    init(_ difference: PluginDifference, _ language: Language) {
        part = difference.part(language)
        code = difference.code
        change = difference.change(language)
        details = difference.details.map { $0[language] }.joined(separator: language == .zh ? "；" : "; ")
    }
}
