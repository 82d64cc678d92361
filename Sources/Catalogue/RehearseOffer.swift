public import DistrictConfig
import HubModel
public import PluginKit

/// Says what another offer would do to a station, before anybody agrees to it [PRO-9]. Pure.
public struct RehearseOffer: Sendable {
    /// An offer with the plugin in the version that it names.
    public struct Side: Sendable {
        public var offer: StationOffer
        public var plugin: PluginData

        public init(_ offer: StationOffer, from plugin: PluginData) {
            self.offer = offer
            self.plugin = plugin
        }
    }

    private let district: District
    private let rooms: Set<String>
    private let old: Side
    private let new: Side
    private let smallCountLimit: Int
    private let packages: [ServicePackage]

    /// - Parameters:
    ///   - station: whose rooms count.
    ///   - old: what is in force.
    ///   - smallCountLimit: counts of people below it are told as such only.
    ///   - packages: of other profiles, which enrolments may still run in.
    public init(
        district: District, station: StationConfiguration, from old: Side, to new: Side, smallCountLimit: Int = 0,
        packages: [ServicePackage] = []
    ) {
        self.packages = packages
        self.district = district
        self.smallCountLimit = smallCountLimit
        rooms = Set(station.rooms.map(\.kind.rawValue))
        self.old = old
        self.new = new
    }

    /// What keeps the offer from coming into force comes as `breaking` effects, see ``OfferRules``.
    ///
    /// - Parameter enrolments: what is running at the station.
    public func callAsFunction(enrolments: [RunningEnrolments] = []) -> [StationImpact.Effect] {
        packageEffects() + activityEffects()
            + enrolments.sorted { ($0.package, $0.pluginVersion ?? "") < ($1.package, $1.pluginVersion ?? "") }.flatMap(
                effects(on:))
            + instrumentEffects() + roomEffects()
    }

    private var violations: [OfferViolation] { OfferRules.violations(of: new.offer, from: new.plugin, in: district) }

    private func breaking(_ violation: OfferViolation, _ title: LocalizedText) -> StationImpact.Effect {
        StationImpact.Effect(
            gravity: .breaking, code: violation.code, subject: violation.subject, text: violation.message(title))
    }

    // Packages

    private func packageEffects() -> [StationImpact.Effect] {
        let (before, after) = (old.offer.packages(from: old.plugin), new.offer.packages(from: new.plugin))
        let known = old.plugin.packages + new.plugin.packages
        let broken = violations.filter { $0.isOfPackage }
        let chosen = new.offer.packages.flatMap { choice -> [StationImpact.Effect] in
            let own = broken.filter { $0.subject == choice.code }
            guard own.isEmpty, let package = after.first(where: { $0.code == choice.code }) else {
                let title = known.first { $0.code == choice.code }?.title
                return own.map { breaking($0, title ?? LocalizedText(zh: choice.code, en: choice.code)) }
            }
            return before.first { $0.code == choice.code }.map { effects(from: $0, to: package) } ?? [
                .changing(
                    "package-switched-on", choice.code, zh: "开始提供服务包“\(package.title.zh)”",
                    en: "the package '\(package.title.en)' is offered from then on")
            ]
        }
        let off = before.filter { package in !new.offer.packages.contains { $0.code == package.code } }.map {
            StationImpact.Effect.changing(
                "package-switched-off", $0.code, zh: "停止提供服务包“\($0.title.zh)”，不再接受新签约",
                en: "the package '\($0.title.en)' is no longer offered: no new enrolments")
        }
        return chosen + off + newFundingLines(before, after)
    }

    private func effects(from before: ServicePackage, to after: ServicePackage) -> [StationImpact.Effect] {
        var effects: [StationImpact.Effect] = []
        if before.unitPrice != after.unitPrice {
            effects.append(
                .changing(
                    "price-changes", after.code,
                    zh: "“\(after.title.zh)”价格由 \(before.unitPrice.yuan) 元变为 \(after.unitPrice.yuan) 元",
                    en: "the price of '\(after.title.en)' goes from \(before.unitPrice.yuan) to "
                        + "\(after.unitPrice.yuan) yuan"))
        }
        if before.fundingLine != after.fundingLine {
            effects.append(
                .changing(
                    "funding-line-changes", after.code,
                    zh: "“\(after.title.zh)”资金科目由 \(before.fundingLine) 改为 \(after.fundingLine)，请核对预算",
                    en: "the funding line of '\(after.title.en)' goes from \(before.fundingLine) to "
                        + "\(after.fundingLine): check the budget"))
        }
        if before.items != after.items || before.cycle != after.cycle {
            effects.append(
                .changing(
                    "items-change", after.code, zh: "“\(after.title.zh)”的新签约按新的服务项目和周期安排",
                    en: "new enrolments in '\(after.title.en)' follow the new items and cycle"))
        }
        return effects
    }

    /// Lines that nothing of the present offer is paid from; those of a package whose line changes were told of.
    private func newFundingLines(_ before: [ServicePackage], _ after: [ServicePackage]) -> [StationImpact.Effect] {
        let added = after.filter { package in !before.contains { $0.code == package.code } }
        let lines = Set(added.map(\.fundingLine)).subtracting(before.map(\.fundingLine))
        return lines.sorted().map { code in
            let title = district.fundingLines.first { $0.code == code }?.title ?? LocalizedText(zh: code, en: code)
            return .changing(
                "funding-line-new", code, zh: "新开的服务包由资金科目“\(title.zh)”支付，请先确认有预算",
                en: "what is newly offered is paid from '\(title.en)': make sure that there is a budget")
        }
    }

    // Activities

    private func activityEffects() -> [StationImpact.Effect] {
        let (before, after) = (old.offer.activities(from: old.plugin), new.offer.activities(from: new.plugin))
        let known = old.plugin.activities + new.plugin.activities
        let broken = violations.filter { !$0.isOfPackage }
        let chosen = new.offer.activities.flatMap { choice -> [StationImpact.Effect] in
            let own = broken.filter { $0.subject == choice.code }
            guard own.isEmpty, let activity = after.first(where: { $0.code == choice.code }) else {
                let title = known.first { $0.code == choice.code }?.title
                return own.map { breaking($0, title ?? LocalizedText(zh: choice.code, en: choice.code)) }
            }
            return before.first { $0.code == choice.code }.map { effects(from: $0, to: activity) } ?? [
                .changing(
                    "activity-switched-on", choice.code, zh: "开始开展活动“\(activity.title.zh)”",
                    en: "the activity '\(activity.title.en)' is held from then on")
            ]
        }
        let off = before.filter { activity in !new.offer.activities.contains { $0.code == activity.code } }.map {
            StationImpact.Effect.changing(
                "activity-switched-off", $0.code, zh: "不再开展活动“\($0.title.zh)”",
                en: "the activity '\($0.title.en)' is no longer held")
        }
        return chosen + off
    }

    private func effects(
        from before: ActivityDefinition, to after: ActivityDefinition
    ) -> [StationImpact.Effect] {
        var effects: [StationImpact.Effect] = []
        func number(_ code: String, _ zh: String, _ en: String, _ old: Int, _ new: Int) {
            guard old != new else { return }
            effects.append(
                .changing(
                    code, after.code, zh: "“\(after.title.zh)”\(zh)由 \(old) 变为 \(new)",
                    en: "the \(en) of '\(after.title.en)' \(en == "points" ? "go" : "goes") from \(old) to \(new)"))
        }
        number("capacity-changes", "人数", "capacity", before.capacity, after.capacity)
        number("points-change", "积分", "points", before.points, after.points)
        if before.staffing != after.staffing {
            effects.append(
                .changing(
                    "staffing-changes", after.code, zh: "“\(after.title.zh)”人员配置有改动，请核对排班",
                    en: "the staffing of '\(after.title.en)' changes: check the shifts"))
        }
        return effects
    }

    // What is running, and what the profile needs

    private func effects(on running: RunningEnrolments) -> [StationImpact.Effect] {
        guard running.count > 0 else { return [] }
        let before = old.plugin.packages.first { $0.code == running.package }
        let after = new.plugin.packages.first { $0.code == running.package }
        let isOffered = new.offer.packages.contains { $0.code == running.package }
        guard before != after || !isOffered else { return [] }
        let known = before ?? after ?? packages.first { $0.code == running.package }
        let title = known?.title ?? LocalizedText(zh: running.package, en: running.package)
        let isSmall = running.count < smallCountLimit
        let count = isSmall ? "<\(smallCountLimit)" : "\(running.count)"
        let isOne = running.count == 1 && !isSmall
        let terms =
            running.pluginVersion.map { LocalizedText(zh: "按 \($0) 版", en: "by version \($0)") }
            ?? LocalizedText(zh: "按签约时的内容", en: "as they began")
        return [
            .changing(
                "running-enrolments", running.package,
                zh: "“\(title.zh)”的 \(count) 份签约\(terms.zh)继续，直到期满",
                en: "\(count) \(isOne ? "enrolment" : "enrolments") in '\(title.en)' \(isOne ? "goes" : "go") on "
                    + "\(terms.en) until the end")
        ]
    }

    /// Under the same profile nobody expects to lose an instrument; with another profile it is what was chosen.
    private func instrumentEffects() -> [StationImpact.Effect] {
        let isSameProfile = old.offer.profile == new.offer.profile
        let (before, after) = (Set(old.plugin.instruments.map(\.code)), Set(new.plugin.instruments.map(\.code)))
        let removed = before.subtracting(after).sorted().map { code in
            StationImpact.Effect(
                gravity: isSameProfile ? .breaking : .changing, code: "instrument-removed", subject: code,
                text: LocalizedText(
                    zh: "本站使用的量表 \(code) 不再可用", en: "the instrument \(code) that the station uses is no longer there"))
        }
        let added = after.subtracting(before).sorted().map { code in
            StationImpact.Effect.changing(
                "instrument-added", code, zh: "可以使用量表 \(code)", en: "the instrument \(code) can be used")
        }
        return removed + added
    }

    private func roomEffects() -> [StationImpact.Effect] {
        new.plugin.manifest.rooms.filter { !rooms.contains($0) && !old.plugin.manifest.rooms.contains($0) }.map {
            kind in
            let title = Room.Kind(rawValue: kind)?.title ?? LocalizedText(zh: kind, en: kind)
            return .changing(
                "room-missing", kind, zh: "本站没有\(title.zh)，开展前请安排场地",
                en: "the station has no \(title.en): find a place before services begin")
        }
    }
}

extension OfferViolation {
    fileprivate var isOfPackage: Bool {
        switch self {
        case .unknownPackage, .packageTwice, .price: true
        case .unknownActivity, .activityTwice, .capacity, .points: false
        }
    }
}
