import Catalogue
import DistrictConfig
import Foundation
import HubModel
import PageKit
import PluginKit

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
        let isEmpty: Bool
        let differences: [DifferenceRow]
        let hasDifferences: Bool
        let action: String
        let button: String
        let hidden: [OverviewRequest.Parameter]
    }

    struct Versions: Sendable {
        let action: String
        let kept: [OverviewRequest.Parameter]
        let options: [PageOption]
    }

    let frame: PageFrame
    let words: [String: String]
    let title: String
    let lead: String
    let token: String
    let mistakes: [String]
    let hasMistakes: Bool
    let rehearsal: Rehearsal?
    let versions: Versions?
    let action: String
    let version: String
    let basis: String
    let day: String
    let time: String
    let packages: [Row]
    let hasPackages: Bool
    let activities: [Row]
    let hasActivities: Bool
    let back: PageLink
}

/// One difference between two versions of a plugin, in words.
struct DifferenceRow: Sendable {
    let part: String
    let code: String
    let change: String
    let details: String

    init(_ difference: PluginDifference, _ language: Language) {
        part = DifferenceWords.part(difference.part)[language]
        code = difference.code
        change = DifferenceWords.change(difference.change)[language]
        details = difference.details.map { $0[language] }.joined(separator: language == .zh ? "；" : "; ")
    }
}

/// Makes the page. Pure.
struct OfferFormPageMaker {
    let station: StationConfiguration
    let configuration: DistrictConfiguration
    let form: OfferForm
    let formats: Formats
    let token: String

    private var language: Language { formats.language }
    private var manifest: PluginManifest { form.plugin.manifest }
    private var base: String { "/stations/\(station.code)/profile" }

    /// - Parameter rehearsed: what the offer would do, and the form's fields to confirm.
    func page(
        _ frame: PageFrame, mistakes: [OfferForm.Mistake], rehearsed: [StationImpact.Effect]?
    ) -> OfferFormPage {
        let wrong = Set(mistakes.map(\.field))
        return OfferFormPage(
            frame: frame, words: PositioningWords.words(in: language),
            title: "\(manifest.title[language]) \(manifest.version)", lead: station.name[language], token: token,
            mistakes: mistakes.map { $0.text[language] }, hasMistakes: !mistakes.isEmpty,
            rehearsal: rehearsed.map(rehearsal), versions: versions(),
            action: language.address("\(base)/\(manifest.id)/rehearsal"), version: manifest.version,
            basis: "\(form.basis)", day: form.day, time: form.time,
            packages: form.packages.map { row($0, wrong) }, hasPackages: !form.packages.isEmpty,
            activities: form.activities.map { row($0, wrong) }, hasActivities: !form.activities.isEmpty,
            back: PageLink(text: PositioningWords.back(language), address: language.address(base)))
    }

    private func rehearsal(_ effects: [StationImpact.Effect]) -> OfferFormPage.Rehearsal {
        let current = configuration.plugin(of: station)
        let differences =
            current.flatMap { $0.manifest.id == manifest.id ? $0 : nil }.map {
                ComparePlugins.differences(from: $0, to: form.plugin).map { DifferenceRow($0, language) }
            } ?? []
        let moment = LocalMoment(timeZone: formats.timeZone).date(day: form.day, time: form.time).map(formats.full)
        let fields = form.fields + [("version", manifest.version)]
        return OfferFormPage.Rehearsal(
            effects: OfferFormPage.Effect.ordered(effects, language), isEmpty: effects.isEmpty,
            differences: differences, hasDifferences: !differences.isEmpty,
            action: language.address("\(base)/\(manifest.id)"),
            button: moment.map { PositioningWords.confirm(language).replacing("{time}", with: $0) }
                ?? PositioningWords.confirmAtOnce(language),
            hidden: fields.map { OverviewRequest.Parameter(name: $0.name, value: $0.value) })
    }

    /// Nil when there is no other version to look at.
    private func versions() -> OfferFormPage.Versions? {
        let all = configuration.versions(of: manifest.id).map(\.manifest.version)
        guard all.count > 1 else { return nil }
        return OfferFormPage.Versions(
            action: "\(base)/\(manifest.id)",
            kept: language == .zh ? [] : [OverviewRequest.Parameter(name: "lang", value: language.rawValue)],
            options: all.map { PageOption(value: $0, text: $0, isSelected: $0 == manifest.version) })
    }

    private func row(_ row: OfferForm.PackageRow, _ wrong: Set<String>) -> OfferFormPage.Row {
        let package = row.package
        let allowed = configuration.district.overrideBounds.prices(around: package.unitPrice)
        let field = OfferForm.priceField(package.code)
        let price = OfferFormPage.Number(
            id: Self.id(field), field: field, value: row.price, placeholder: OfferForm.yuan(package.unitPrice),
            label: PositioningWords.ownPrice(language),
            range: range(
                OfferForm.yuan(Money(fen: allowed.lowerBound)), OfferForm.yuan(Money(fen: allowed.upperBound))),
            isWrong: wrong.contains(field))
        let items = package.items.map { "\($0.title[language]) × \($0.countPerCycle)" }
        let cycle = CodeWords.word(package.cycle.rawValue, language)
        return OfferFormPage.Row(
            id: Self.id(OfferForm.packageField(package.code)), field: OfferForm.packageField(package.code),
            title: package.title[language],
            detail: items.joined(separator: language == .zh ? "、" : ", ") + " / " + cycle, isOn: row.isOn,
            numbers: package.unitPrice.fen == 0 ? [] : [price])
    }

    private func row(_ row: OfferForm.ActivityRow, _ wrong: Set<String>) -> OfferFormPage.Row {
        let (activity, bounds) = (row.activity, configuration.district.overrideBounds)
        func number(
            _ field: String, _ value: String, _ base: Int, _ allowed: ClosedRange<Int64>, _ words: PositioningWords
        ) -> OfferFormPage.Number {
            OfferFormPage.Number(
                id: Self.id(field), field: field, value: value, placeholder: "\(base)",
                label: words(language),
                range: range("\(allowed.lowerBound)", "\(allowed.upperBound)"), isWrong: wrong.contains(field))
        }
        return OfferFormPage.Row(
            id: Self.id(OfferForm.activityField(activity.code)), field: OfferForm.activityField(activity.code),
            title: activity.title[language], detail: "\(activity.minutes) \(StationWords.minutes(language))",
            isOn: row.isOn,
            numbers: [
                number(
                    OfferForm.capacityField(activity.code), row.capacity, activity.capacity,
                    bounds.capacities(around: activity.capacity), .capacity),
                number(
                    OfferForm.pointsField(activity.code), row.points, activity.points,
                    bounds.points(around: activity.points), .points),
            ])
    }

    private func range(_ from: String, _ to: String) -> String {
        PositioningWords.allowed(language).replacing("{from}", with: from).replacing("{to}", with: to)
    }

    /// Dots are awkward in what addresses an element.
    private static func id(_ field: String) -> String { "field-" + field.replacing(".", with: "-") }
}

/// The words for parts of plugins and what becomes of them.
enum DifferenceWords {
    static func part(_ part: PluginDifference.Part) -> LocalizedText {
        switch part {
        case .package: LocalizedText("服务包", "Package")
        case .activity: LocalizedText("活动", "Activity")
        case .instrument: LocalizedText("量表", "Instrument")
        case .threshold: LocalizedText("分数线", "Threshold")
        case .followUp: LocalizedText("随访规则", "Follow-up rule")
        case .outreach: LocalizedText("提醒规则", "Outreach rule")
        case .ritual: LocalizedText("固定活动日", "Ritual")
        case .indicator: LocalizedText("指标", "Indicator")
        case .problem: LocalizedText("咨询问题", "Counselling problem")
        }
    }

    static func change(_ change: PluginDifference.Change) -> LocalizedText {
        switch change {
        case .added: LocalizedText("新增", "added")
        case .removed: LocalizedText("取消", "removed")
        case .changed: LocalizedText("改动", "changed")
        }
    }
}
