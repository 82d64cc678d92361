import Catalogue
import DistrictConfig
import HubModel
import PageKit
import PluginKit

/// What another version of a plugin would do to each station, and the form to agree: every text is ready.
struct PluginRehearsalPage: PageModel {
    static let template = "plugin-rehearsal"

    struct Station: Sendable {
        let field: String
        let id: String
        let name: String
        let isBlocked: Bool
        let isChosen: Bool
        let effects: [OfferFormPage.Effect]
        let isUnaffected: Bool
    }

    let frame: PageFrame
    let words: Words<PluginWords>
    let title: String
    let token: String
    let error: String?
    let differences: [DifferenceRow]
    let stations: [Station]
    let nobody: String
    let action: String
    let from: String
    let to: String
    let day: String
    let time: String
    let consequence: String
    let button: String
    let back: PageLink

    /// - Parameters:
    ///   - chosen: the stations that are ticked; nil for all that can be.
    ///   - typed: day and time as typed.
    init(
        _ rehearsal: Rehearsal, configuration: DistrictConfiguration, chosen: Set<StationCode>?,
        typed: (day: String, time: String), error: String?, frame: PageFrame, token: String, language: Language
    ) {
        let manifest = configuration.profiles[rehearsal.profile]?.manifest
        self.frame = frame
        words = Words(language)
        title = "\(manifest?.title[language] ?? rehearsal.profile.rawValue) \(rehearsal.from) → \(rehearsal.to)"
        self.token = token
        self.error = error
        differences = rehearsal.differences.map { DifferenceRow($0, language) }
        stations = rehearsal.stations.map { impact in
            Station(
                field: "station.\(impact.station)", id: "station-\(impact.station)",
                name: configuration.station(impact.station)?.name[language] ?? impact.station.rawValue,
                isBlocked: impact.isBlocked,
                isChosen: !impact.isBlocked && (chosen?.contains(impact.station) ?? true),
                effects: OfferFormPage.Effect.ordered(impact.effects, language), isUnaffected: impact.effects.isEmpty)
        }
        nobody = PluginWords.nobody(language).replacing("{from}", with: rehearsal.from)
        action = language.address("/administration/plugins/\(rehearsal.profile)")
        (from, to) = (rehearsal.from, rehearsal.to)
        (day, time) = typed
        consequence = PluginWords.confirmEffect(language).replacing("{to}", with: rehearsal.to)
        button = PluginWords.confirm(language).replacing("{to}", with: rehearsal.to)
        back = PageLink(text: PluginWords.back(language), address: language.address("/administration/plugins"))
    }
}
