import Catalogue
import DistrictConfig
import Foundation
import HubModel
import PageKit
import PluginKit

/// What a station's manager typed about an offer, and what is wrong with it. Pure.
///
/// Texts are kept as they were typed, so that a mistake costs nobody the rest.
struct OfferForm: Sendable {
    /// One package of the plugin.
    struct PackageRow: Sendable {
        var package: ServicePackage
        var isOn: Bool
        /// Yuan; empty for the plugin's price.
        var price: String
    }

    /// One kind of activity of the plugin.
    struct ActivityRow: Sendable {
        var activity: ActivityDefinition
        var isOn: Bool
        /// Empty for the plugin's number.
        var capacity: String
        var points: String
    }

    /// Something that can't be used as typed.
    struct Mistake: Hashable, Sendable {
        /// The name of the field.
        var field: String
        var text: LocalizedText
    }

    let plugin: PluginData
    var packages: [PackageRow]
    var activities: [ActivityRow]
    /// `2026-12-01` and `08:30` in the district's time zone; an empty day is at once.
    var day: String
    var time: String
    /// The number of the latest decision that the person has seen.
    var basis: Int64

    /// Filled in with an offer; everything is on when there is none yet.
    init(_ plugin: PluginData, offer: StationOffer?, day: String, time: String, basis: Int64) {
        self.plugin = plugin
        self.day = day
        self.time = time
        self.basis = basis
        packages = plugin.packages.map { package in
            let choice = offer?.packages.first { $0.code == package.code }
            return PackageRow(
                package: package, isOn: offer == nil || choice != nil, price: choice?.price.map(Self.yuan) ?? "")
        }
        activities = plugin.activities.map { activity in
            let choice = offer?.activities.first { $0.code == activity.code }
            return ActivityRow(
                activity: activity, isOn: offer == nil || choice != nil,
                capacity: choice?.capacity.map(String.init) ?? "",
                points: choice?.points.map(String.init) ?? "")
        }
    }

    /// As it was sent.
    init(_ plugin: PluginData, fields: FormFields) {
        self.plugin = plugin
        day = fields["day"] ?? ""
        time = fields["time"] ?? ""
        basis = fields["basis"].flatMap { Int64($0) } ?? 0
        packages = plugin.packages.map { package in
            PackageRow(
                package: package, isOn: fields[Self.packageField(package.code)] != nil,
                price: fields[Self.priceField(package.code)] ?? "")
        }
        activities = plugin.activities.map { activity in
            ActivityRow(
                activity: activity, isOn: fields[Self.activityField(activity.code)] != nil,
                capacity: fields[Self.capacityField(activity.code)] ?? "",
                points: fields[Self.pointsField(activity.code)] ?? "")
        }
    }

    static func packageField(_ code: String) -> String { "package.\(code)" }
    static func priceField(_ code: String) -> String { "price.\(code)" }
    static func activityField(_ code: String) -> String { "activity.\(code)" }
    static func capacityField(_ code: String) -> String { "capacity.\(code)" }
    static func pointsField(_ code: String) -> String { "points.\(code)" }

    /// What the form sends when nothing is changed any more, for a confirmation.
    var fields: [(name: String, value: String)] {
        var fields = [("day", day), ("time", time), ("basis", String(basis))]
        for row in packages where row.isOn {
            fields.append((Self.packageField(row.package.code), "on"))
            fields.append((Self.priceField(row.package.code), row.price))
        }
        for row in activities where row.isOn {
            fields.append((Self.activityField(row.activity.code), "on"))
            fields.append((Self.capacityField(row.activity.code), row.capacity))
            fields.append((Self.pointsField(row.activity.code), row.points))
        }
        return fields
    }

    /// What was chosen; the mistakes keep it from being decided.
    func offer(in district: District) -> (offer: StationOffer, mistakes: [Mistake]) {
        var mistakes: [Mistake] = []
        let chosenPackages = packages.filter(\.isOn).map { row in
            let text = Self.plain(row.price)
            let price = Self.fen(text)
            if price == nil, !text.isEmpty {
                mistakes.append(
                    Mistake(field: Self.priceField(row.package.code), text: Self.notMoney(row.package.title)))
            }
            return PackageChoice(code: row.package.code, price: price.map { Money(fen: $0) })
        }
        let chosenActivities = activities.filter(\.isOn).map { row in
            func number(_ text: String, _ field: String) -> Int? {
                let text = Self.plain(text)
                guard !text.isEmpty else { return nil }
                guard text.utf8.count <= 9, let number = Int(text) else {
                    mistakes.append(Mistake(field: field, text: Self.notANumber(row.activity.title)))
                    return nil
                }
                return number
            }
            return ActivityChoice(
                code: row.activity.code, capacity: number(row.capacity, Self.capacityField(row.activity.code)),
                points: number(row.points, Self.pointsField(row.activity.code)))
        }
        let offer = StationOffer(
            profile: plugin.manifest.id, pluginVersion: plugin.manifest.version, packages: chosenPackages,
            activities: chosenActivities)
        mistakes += OfferRules.violations(of: offer, from: plugin, in: district).map(mistake)
        if chosenPackages.isEmpty, chosenActivities.isEmpty {
            mistakes.append(
                Mistake(field: packages.isEmpty ? "" : Self.packageField(packages[0].package.code), text: Self.nothing))
        }
        return (offer, mistakes)
    }

    private func mistake(_ violation: OfferViolation) -> Mistake {
        let titles =
            packages.map { ($0.package.code, $0.package.title) }
            + activities.map { ($0.activity.code, $0.activity.title) }
        let title =
            titles.first { $0.0 == violation.subject }?.1 ?? LocalizedText(zh: violation.subject, en: violation.subject)
        let message = violation.message(title)
        return Mistake(
            field: Self.field(of: violation),
            text: LocalizedText(zh: "“\(title.zh)”：\(message.zh)", en: "'\(title.en)': \(message.en)"))
    }

    private static func field(of violation: OfferViolation) -> String {
        switch violation {
        case .unknownPackage(let code), .packageTwice(let code): packageField(code)
        case .unknownActivity(let code), .activityTwice(let code): activityField(code)
        case .price(let code, _, _): priceField(code)
        case .capacity(let code, _, _): capacityField(code)
        case .points(let code, _, _): pointsField(code)
        }
    }

    private static func notMoney(_ title: LocalizedText) -> LocalizedText {
        LocalizedText(
            zh: "“\(title.zh)”：价格请填元，最多两位小数，如 120 或 99.50",
            en: "'\(title.en)': type the price in yuan with two decimals at most, such as 120 or 99.50")
    }

    private static func notANumber(_ title: LocalizedText) -> LocalizedText {
        LocalizedText(zh: "“\(title.zh)”：请填整数", en: "'\(title.en)': type a whole number")
    }

    private static let nothing = LocalizedText(
        zh: "请至少选一个服务包或一种活动", en: "Choose at least one package or activity")

    /// Without spaces around it and with digits of ordinary width, since Chinese input methods type wide ones too.
    private static func plain(_ text: String) -> String {
        let narrow = text.applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? text
        return narrow.trimmingCharacters(in: .whitespaces)
    }

    /// Yuan with two decimals at most as fen; nil when it is none.
    static func fen(_ text: String) -> Int64? {
        guard text.wholeMatch(of: /[0-9]{1,9}(\.[0-9]{1,2})?/) != nil else { return nil }
        let parts = text.split(separator: ".")
        let cents = parts.count > 1 ? (parts[1] + "00").prefix(2) : "00"
        guard let yuan = Int64(parts[0]), let rest = Int64(cents) else { return nil }
        return yuan * 100 + rest
    }

    static func yuan(_ money: Money) -> String {
        let (yuan, cents) = money.fen.quotientAndRemainder(dividingBy: 100)
        return cents == 0 ? "\(yuan)" : "\(yuan).\(cents < 10 ? "0" : "")\(cents)"
    }
}
