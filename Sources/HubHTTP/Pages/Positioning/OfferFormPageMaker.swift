import Catalogue
import DistrictConfig
import HubModel
import PageKit
import PluginKit

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
            frame: frame, words: Words(language),
            title: "\(manifest.title[language]) \(manifest.version)", lead: station.name[language], token: token,
            mistakes: mistakes.map { $0.text[language] },
            rehearsal: rehearsed.map(rehearsal), versions: versions(),
            action: language.address("\(base)/\(manifest.id)/rehearsal"), version: manifest.version,
            basis: "\(form.basis)", day: form.day, time: form.time,
            packages: form.packages.map { row($0, wrong) },
            activities: form.activities.map { row($0, wrong) },
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
            effects: OfferFormPage.Effect.ordered(effects, language),
            differences: differences,
            action: language.address("\(base)/\(manifest.id)"),
            button: moment.map { PositioningWords.confirm(language).replacing("{time}", with: $0) }
                ?? PositioningWords.confirmAtOnce(language),
            hidden: fields.map { PageParameter(name: $0.name, value: $0.value) })
    }

    /// Nil when there is no other version to look at.
    private func versions() -> OfferFormPage.Versions? {
        let all = configuration.versions(of: manifest.id).map(\.manifest.version)
        guard all.count > 1 else { return nil }
        return OfferFormPage.Versions(
            action: "\(base)/\(manifest.id)",
            kept: language == .zh ? [] : [PageParameter(name: "lang", value: language.rawValue)],
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
        let cycle = CodeWords.text(of: package.cycle.rawValue, language)
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
