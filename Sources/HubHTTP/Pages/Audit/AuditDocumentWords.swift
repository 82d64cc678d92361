import HubModel
import PageKit

/// Documents that stations are told, by the word before the code in their keys.
enum AuditDocumentWords: String, Wording {
    static let section = "auditDocument"

    case station, district, profile, package, activity, instrument

    /// `package/P01` or `package×3` in words.
    static func text(of key: Substring, _ language: Language) -> String {
        let counted = key.split(separator: "×")
        if counted.count == 2 {
            return "\(Self(rawValue: String(counted[0]))?(language) ?? String(counted[0])) × \(counted[1])"
        }
        let parts = key.split(separator: "/", maxSplits: 1)
        let word = parts.first.flatMap { Self(rawValue: String($0)) }?(language)
        return ([word ?? String(parts.first ?? "")] + parts.dropFirst().map(String.init)).joined(separator: " ")
    }
}
