public import DistrictConfig
public import HubModel
public import PluginKit

/// Says what a new version of a plugin would do to each station, before anybody agrees to it [PRO-9]. Pure.
public struct RehearsePlugin: Sendable {
    /// Enrolments that are running at a station in one package, by the version of the plugin that they started with.
    public struct RunningEnrolments: Codable, Hashable, Sendable {
        public var station: StationCode
        public var package: String
        public var pluginVersion: String
        public var count: Int

        public init(station: StationCode, package: String, pluginVersion: String, count: Int) {
            self.station = station
            self.package = package
            self.pluginVersion = pluginVersion
            self.count = count
        }
    }

    private let district: District
    private let old: PluginData
    private let new: PluginData

    /// - Parameters:
    ///   - old: what is in force.
    ///   - new: the same plugin in another version.
    public init(district: District, from old: PluginData, to new: PluginData) {
        self.district = district
        self.old = old
        self.new = new
    }

    /// - Parameters:
    ///   - stations: all stations; only those of the profile are looked at.
    ///   - enrolments: what is running.
    public func callAsFunction(
        _ stations: [StationConfiguration], enrolments: [RunningEnrolments] = []
    ) -> Rehearsal {
        let running = Dictionary(grouping: enrolments, by: \.station)
        return Rehearsal(
            profile: new.manifest.id, from: old.manifest.version, to: new.manifest.version,
            differences: ComparePlugins.differences(from: old, to: new),
            stations: stations.filter { $0.profile == new.manifest.id }.map { station in
                StationImpact(station: station.code, effects: effects(on: station, running[station.code] ?? []))
            })
    }

    private func effects(on station: StationConfiguration, _ enrolments: [RunningEnrolments]) -> [StationImpact.Effect]
    {
        station.packages.flatMap(effects(on:)) + station.activities.flatMap(effects(on:))
            + enrolments.sorted { ($0.package, $0.pluginVersion) < ($1.package, $1.pluginVersion) }.flatMap(
                effects(on:))
            + removedInstruments()
    }

    // Packages

    private func effects(on choice: PackageChoice) -> [StationImpact.Effect] {
        guard let before = old.packages.first(where: { $0.code == choice.code }) else { return [] }
        guard let after = new.packages.first(where: { $0.code == choice.code }) else {
            return [
                .breaking(
                    "package-removed", choice.code, zh: "本站提供的服务包“\(before.title.zh)”不再存在，请改选或先停用",
                    en:
                        "the package '\(before.title.en)' that the station offers is gone: choose another or switch it off"
                )
            ]
        }
        var effects: [StationImpact.Effect] = []
        if let price = choice.price {
            let bounds = district.overrideBounds.price.range(around: after.unitPrice.fen)
            if !bounds.contains(price.fen) {
                let (lowest, highest) = (Money(fen: bounds.lowerBound).yuan, Money(fen: bounds.upperBound).yuan)
                effects.append(
                    .breaking(
                        "price-out-of-bounds", choice.code,
                        zh: "本站的价格 \(price.yuan) 元超出新的范围 \(lowest) 至 \(highest) 元",
                        en:
                            "the station's price of \(price.yuan) yuan leaves the new range from \(lowest) to \(highest)"
                    ))
            }
        } else if before.unitPrice != after.unitPrice {
            effects.append(
                .changing(
                    "price-changes", choice.code, zh: "价格由 \(before.unitPrice.yuan) 元变为 \(after.unitPrice.yuan) 元",
                    en: "the price goes from \(before.unitPrice.yuan) to \(after.unitPrice.yuan) yuan"))
        }
        effects += fundingEffects(choice.code, before, after)
        if before.items != after.items || before.cycle != after.cycle {
            effects.append(
                .changing(
                    "items-change", choice.code, zh: "新的签约按新的服务项目和周期安排",
                    en: "new enrolments follow the new items and cycle"))
        }
        return effects
    }

    private func fundingEffects(
        _ code: String, _ before: ServicePackage, _ after: ServicePackage
    ) -> [StationImpact.Effect] {
        guard before.fundingLine != after.fundingLine else { return [] }
        return [
            .changing(
                "funding-line-changes", code, zh: "资金科目由 \(before.fundingLine) 改为 \(after.fundingLine)，请核对预算",
                en: "the funding line goes from \(before.fundingLine) to \(after.fundingLine): check the budget")
        ]
    }

    // Activities

    private func effects(on choice: ActivityChoice) -> [StationImpact.Effect] {
        guard let before = old.activities.first(where: { $0.code == choice.code }) else { return [] }
        guard let after = new.activities.first(where: { $0.code == choice.code }) else {
            return [
                .breaking(
                    "activity-removed", choice.code, zh: "本站开展的活动“\(before.title.zh)”不再存在，请改选或先停用",
                    en:
                        "the activity '\(before.title.en)' that the station holds is gone: choose another or switch it off"
                )
            ]
        }
        var effects: [StationImpact.Effect] = []
        func check(_ number: Int?, _ base: Int, _ bounds: ClosedRange<Int>, _ zh: String, _ en: String) {
            let range = bounds.range(around: Int64(base))
            guard let number, !range.contains(Int64(number)) else { return }
            effects.append(
                .breaking(
                    "override-out-of-bounds", choice.code,
                    zh: "本站的\(zh) \(number) 超出新的范围 \(range.lowerBound) 至 \(range.upperBound)",
                    en: "the station's \(en) of \(number) leaves the new range from \(range.lowerBound) to "
                        + "\(range.upperBound)"))
        }
        check(choice.capacity, after.capacity, district.overrideBounds.capacity, "人数", "capacity")
        check(choice.points, after.points, district.overrideBounds.points, "积分", "points")
        if before.staffing != after.staffing {
            effects.append(
                .changing(
                    "staffing-changes", choice.code, zh: "人员配置有改动，请核对排班", en: "staffing changes: check the shifts"))
        }
        return effects
    }

    // What is running

    private func effects(on running: RunningEnrolments) -> [StationImpact.Effect] {
        guard running.count > 0 else { return [] }
        let before = old.packages.first { $0.code == running.package }
        let after = new.packages.first { $0.code == running.package }
        guard before != after else { return [] }
        return [
            .changing(
                "running-enrolments", running.package,
                zh: "\(running.count) 份签约按 \(running.pluginVersion) 版继续，直到期满",
                en: "\(running.count) enrolments go on by version \(running.pluginVersion) until they end")
        ]
    }

    private func removedInstruments() -> [StationImpact.Effect] {
        let kept = Set(new.instruments.map(\.code))
        return old.instruments.filter { !kept.contains($0.code) }.map {
            .breaking(
                "instrument-removed", $0.code, zh: "本站使用的量表 \($0.code) 不再可用",
                en: "the instrument \($0.code) that the station uses is no longer there")
        }
    }
}

extension ClosedRange<Int> {
    /// What lies within so many percent of a value, rounded inwards, as the configuration's check has it.
    func range(around base: Int64) -> ClosedRange<Int64> {
        let lowest = (base * Int64(lowerBound) + 99) / 100
        return lowest...Swift.max(lowest, base * Int64(upperBound) / 100)
    }
}
