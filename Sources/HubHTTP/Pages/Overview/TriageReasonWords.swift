import DistrictConfig
import HubModel
import PageKit
import PluginKit

/// Why a screening led where it did: the reasons of the shared triage [RES-7] as sentences; those of a profile's own rules
/// stand in its manifest.
enum TriageReasonWords: Glossary {
    static let section = "triageReason"

    /// All sentences in one.
    ///
    /// - Parameter own: sentences of the profiles' own reasons, by code.
    static func text(of codes: [String], own: [String: LocalizedText], _ language: Language) -> String {
        codes.map { (known($0) ?? own[$0])?[language] ?? $0 }.joined(
            separator: language == .zh ? "；" : "; ")
    }
}

extension DistrictConfiguration {
    /// The sentences of all profiles' own triage reasons, by code.
    var ownTriageReasons: [String: LocalizedText] {
        (olderVersions + profiles.values).reduce(into: [:]) { reasons, plugin in
            reasons.merge(plugin.manifest.reasons) { _, newer in newer }
        }
    }
}
