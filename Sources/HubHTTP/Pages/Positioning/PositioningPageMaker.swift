import Directory
import DistrictConfig
import Foundation
import HubModel
import PageKit
import PluginKit

/// Makes the page out of the configuration and the decisions. Pure.
struct PositioningPageMaker {
    let station: StationConfiguration
    let configuration: DistrictConfiguration
    /// The latest first.
    let decisions: [OfferDecision]
    /// By account.
    let people: [UUID: String]
    let canDecide: Bool
    let formats: Formats

    private var language: Language { formats.language }
    private var base: String { "/stations/\(station.code)/profile" }
    private var revisions: [OfferRevision] { decisions.map(\.revision) }
    private var inForce: OfferRevision? { revisions.inForce(at: formats.now) }
    private var scheduled: [OfferRevision] { revisions.scheduled(after: formats.now) }

    func page(_ frame: PageFrame, success: String?) -> PositioningPage {
        let comingRows = scheduled.compactMap { revision in
            decisions.first { $0.revision == revision }.map { row($0, link: canDecide ? revoke : nil) }
        }
        let rows = decisions.map { row($0, link: canDecide && $0.revision != inForce ? restore($0.revision) : nil) }
        return PositioningPage(
            frame: frame, words: Words(language), title: PositioningWords.title(language),
            lead: station.name[language], success: success, current: current(), scheduled: comingRows,
            cards: profiles.map(card), history: rows, canDecide: canDecide)
    }

    // Now

    private func current() -> PositioningPage.Current? {
        guard let plugin = configuration.plugin(of: station) else { return nil }
        let since = inForce.map { PositioningWords.since(language) + " " + formats.full($0.effectiveAt) } ?? ""
        return PositioningPage.Current(
            title: "\(plugin.manifest.title[language]) \(plugin.manifest.version)", since: since,
            packages: station.effectivePackages(from: plugin).map(line),
            activities: station.effectiveActivities(from: plugin).map(line),
            edit: canDecide
                ? PageLink(
                    text: PositioningWords.edit(language),
                    address: language.address("\(base)/\(plugin.manifest.id)?version=\(plugin.manifest.version)"))
                : nil,
            warning: station.pluginVersion.flatMap { version in
                version == plugin.manifest.version
                    ? nil
                    : PositioningWords.missingVersion(language).replacing("{version}", with: version)
                        .replacing("{used}", with: plugin.manifest.version)
            })
    }

    private func line(_ package: ServicePackage) -> PositioningPage.Line {
        let cycle = CodeWords.text(of: package.cycle.rawValue, language)
        let price =
            package.unitPrice.fen == 0
            ? PositioningWords.free(language) : "\(formats.money(fen: package.unitPrice.fen)) / \(cycle)"
        return PositioningPage.Line(title: package.title[language], detail: price)
    }

    private func line(_ activity: ActivityDefinition) -> PositioningPage.Line {
        PositioningPage.Line(
            title: activity.title[language],
            detail: "\(PositioningWords.capacity(language)) \(activity.capacity) · "
                + "\(PositioningWords.points(language)) \(activity.points)")
    }

    // To choose

    /// The station's own first.
    private var profiles: [PluginData] {
        configuration.profiles.values.sorted { first, second in
            let (one, other) = (first.manifest.id, second.manifest.id)
            return (one == station.profile) != (other == station.profile) ? one == station.profile : one < other
        }
    }

    private func card(_ plugin: PluginData) -> PositioningPage.Card {
        let manifest = plugin.manifest
        return PositioningPage.Card(
            title: manifest.title[language], summary: manifest.summary[language],
            isCurrent: manifest.id == station.profile,
            brings: [
                brought(.packages, plugin.packages.map { $0.title[language] }),
                brought(.activities, plugin.activities.map { $0.title[language] }),
                brought(.instruments, plugin.instruments.map(\.code)),
            ], needs: [rooms(plugin), skills(plugin), budget(plugin)],
            choose: PageLink(
                text: PositioningWords.choose(language), address: language.address("\(base)/\(manifest.id)")))
    }

    private func brought(_ title: PositioningWords, _ names: [String]) -> PositioningPage.Line {
        PositioningPage.Line(title: "\(title(language)) \(names.count)", detail: listed(names))
    }

    private func rooms(_ plugin: PluginData) -> PositioningPage.Need {
        func title(_ kind: String) -> String { Room.Kind(rawValue: kind)?.title[language] ?? kind }
        let present = Set(station.rooms.map(\.kind.rawValue))
        let missing = plugin.manifest.rooms.filter { !present.contains($0) }.map(title)
        return PositioningPage.Need(
            title: PositioningWords.rooms(language), text: listed(plugin.manifest.rooms.map(title)),
            missing: missing.isEmpty ? nil : "\(PositioningWords.missing(language)) \(listed(missing))")
    }

    private func skills(_ plugin: PluginData) -> PositioningPage.Need {
        let codes = Set(plugin.activities.flatMap { $0.staffing.flatMap(\.skills) })
        let titles = configuration.district.skills.filter { codes.contains($0.code) }.map { $0.title[language] }
        return PositioningPage.Need(title: PositioningWords.skills(language), text: listed(titles), missing: nil)
    }

    private func budget(_ plugin: PluginData) -> PositioningPage.Need {
        let codes = Set(plugin.packages.map(\.fundingLine))
        let titles = configuration.district.fundingLines.filter { codes.contains($0.code) }.map { $0.title[language] }
        return PositioningPage.Need(title: PositioningWords.budget(language), text: listed(titles), missing: nil)
    }

    private func listed(_ names: [String]) -> String {
        names.isEmpty ? PositioningWords.empty(language) : names.joined(separator: language == .zh ? "、" : ", ")
    }

    // Decisions

    private func row(_ decision: OfferDecision, link: PageLink?) -> PositioningPage.Row {
        let (revision, offer) = (decision.revision, decision.revision.offer)
        let plugin = configuration.plugin(offer.profile, version: offer.pluginVersion)
        let title = (plugin ?? configuration.profiles[offer.profile])?.manifest.title[language]
        let counts =
            "\(PositioningWords.packages(language)) \(offer.packages.count) · "
            + "\(PositioningWords.activities(language)) \(offer.activities.count)"
        let who =
            decision.decidedBy.map { people[$0] ?? "–" } ?? PositioningWords.files(language)
        return PositioningPage.Row(
            number: "\(revision.number)", from: formats.moment(revision.effectiveAt),
            fullFrom: formats.full(revision.effectiveAt),
            what: "\(title ?? offer.profile.rawValue) \(offer.pluginVersion)", detail: counts, who: who,
            decided: formats.full(decision.decidedAt), state: state(revision)(language), isInForce: revision == inForce,
            open: link)
    }

    private func state(_ revision: OfferRevision) -> PositioningWords {
        if revision == inForce { return .inForce }
        if scheduled.contains(revision) { return .toCome }
        return revision.effectiveAt > formats.now ? .overtaken : .past
    }

    private func restore(_ revision: OfferRevision) -> PageLink? {
        guard configuration.plugin(revision.offer.profile, version: revision.offer.pluginVersion) != nil else {
            return nil
        }
        return PageLink(text: PositioningWords.restore(language), address: address(of: revision))
    }

    /// Deciding for what is in force now, from now on, takes back what was to come.
    private var revoke: PageLink? {
        inForce.map { PageLink(text: PositioningWords.revoke(language), address: address(of: $0) + "&at-once=1") }
    }

    private func address(of revision: OfferRevision) -> String {
        language.address("\(base)/\(revision.offer.profile)?revision=\(revision.number)")
    }
}
