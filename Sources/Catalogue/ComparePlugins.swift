import HubModel
public import PluginKit

/// Says in what one version of a plugin's data differs from another. Pure.
public enum ComparePlugins {
    /// In the order of the parts, then by code.
    public static func differences(from old: PluginData, to new: PluginData) -> [PluginDifference] {
        packages(old.packages, new.packages) + activities(old.activities, new.activities)
            + compare(.instrument, old.instruments, new.instruments, by: \.code, instrument)
            + thresholds(old.thresholds, new.thresholds)
            + compare(.followUp, old.followUps, new.followUps, by: \.code, reworded)
            + compare(.outreach, old.outreach, new.outreach, by: \.code, reworded)
            + compare(.ritual, old.rituals, new.rituals, by: \.code, reworded)
            + compare(.indicator, old.indicators, new.indicators, by: \.indicator, reworded)
            + compare(.problem, old.counselling.problems, new.counselling.problems, by: \.code, reworded)
    }

    private static func compare<Element: Equatable>(
        _ part: PluginDifference.Part, _ old: [Element], _ new: [Element], by code: (Element) -> String,
        _ details: (Element, Element) -> [LocalizedText]
    ) -> [PluginDifference] {
        let before = Dictionary(old.map { (code($0), $0) }) { first, _ in first }
        let after = Dictionary(new.map { (code($0), $0) }) { first, _ in first }
        return Set(before.keys).union(after.keys).sorted().compactMap { code in
            switch (before[code], after[code]) {
            case (nil, _): PluginDifference(part, code, .added)
            case (_, nil): PluginDifference(part, code, .removed)
            case (let before?, let after?):
                before == after ? nil : PluginDifference(part, code, .changed, details: details(before, after))
            }
        }
    }

    private static func reworded<Element>(_ old: Element, _ new: Element) -> [LocalizedText] {
        [LocalizedText(zh: "规则有改动", en: "the rule changed")]
    }

    private static func thresholds(_ old: [String: Int], _ new: [String: Int]) -> [PluginDifference] {
        compare(.threshold, old.sorted { $0.key < $1.key }.map(Threshold.init), new.map(Threshold.init), by: \.name) {
            [LocalizedText(zh: "\($0.value) → \($1.value)", en: "\($0.value) → \($1.value)")]
        }
    }

    private struct Threshold: Equatable {
        var name: String
        var value: Int

        init(_ entry: (key: String, value: Int)) {
            name = entry.key
            value = entry.value
        }
    }

    private static func instrument(_ old: Instrument, _ new: Instrument) -> [LocalizedText] {
        var details: [LocalizedText] = []
        if old.version != new.version {
            details.append(
                LocalizedText(zh: "版本 \(old.version) → \(new.version)", en: "version \(old.version) → \(new.version)"))
        }
        if old.items != new.items || old.answerScale != new.answerScale {
            details.append(LocalizedText(zh: "题目或答案有改动", en: "items or answers changed"))
        }
        if old.bands != new.bands { details.append(LocalizedText(zh: "分段有改动", en: "bands changed")) }
        if old.criticalItems != new.criticalItems {
            details.append(LocalizedText(zh: "关键题有改动", en: "critical items changed"))
        }
        return details
    }

    private static func packages(_ old: [ServicePackage], _ new: [ServicePackage]) -> [PluginDifference] {
        compare(.package, old, new, by: \.code) { old, new in
            var details: [LocalizedText] = []
            if old.unitPrice != new.unitPrice {
                details.append(
                    LocalizedText(
                        zh: "价格 \(old.unitPrice.yuan) → \(new.unitPrice.yuan) 元",
                        en: "price \(old.unitPrice.yuan) → \(new.unitPrice.yuan) yuan"))
            }
            if old.fundingLine != new.fundingLine {
                details.append(
                    LocalizedText(
                        zh: "资金科目 \(old.fundingLine) → \(new.fundingLine)",
                        en: "funding line \(old.fundingLine) → \(new.fundingLine)"))
            }
            if old.cycle != new.cycle {
                details.append(
                    LocalizedText(
                        zh: "周期 \(old.cycle.rawValue) → \(new.cycle.rawValue)",
                        en: "cycle \(old.cycle.rawValue) → \(new.cycle.rawValue)"))
            }
            if old.items != new.items { details.append(LocalizedText(zh: "服务项目有改动", en: "items changed")) }
            if old.eligibility != new.eligibility {
                details.append(LocalizedText(zh: "服务对象有改动", en: "who may enrol changed"))
            }
            if old.subsidies != new.subsidies { details.append(LocalizedText(zh: "补贴有改动", en: "subsidies changed")) }
            if old.title != new.title { details.append(LocalizedText(zh: "名称有改动", en: "the title changed")) }
            return details
        }
    }

    private static func activities(
        _ old: [ActivityDefinition], _ new: [ActivityDefinition]
    ) -> [PluginDifference] {
        compare(.activity, old, new, by: \.code) { old, new in
            var details: [LocalizedText] = []
            func number(_ zh: String, _ en: String, _ old: Int, _ new: Int) {
                guard old != new else { return }
                details.append(LocalizedText(zh: "\(zh) \(old) → \(new)", en: "\(en) \(old) → \(new)"))
            }
            number("人数", "capacity", old.capacity, new.capacity)
            number("时长（分钟）", "minutes", old.minutes, new.minutes)
            number("积分", "points", old.points, new.points)
            if old.staffing != new.staffing { details.append(LocalizedText(zh: "人员配置有改动", en: "staffing changed")) }
            if old.settings != new.settings { details.append(LocalizedText(zh: "场所有改动", en: "settings changed")) }
            if old.materials != new.materials { details.append(LocalizedText(zh: "物料有改动", en: "materials changed")) }
            if old.title != new.title { details.append(LocalizedText(zh: "名称有改动", en: "the title changed")) }
            return details
        }
    }
}

extension Money {
    /// With two decimals and without grouping, for texts that show a change.
    var yuan: String {
        let cents = String(fen.magnitude % 100)
        return "\(fen < 0 ? "-" : "")\(fen.magnitude / 100).\(cents.utf8.count < 2 ? "0" : "")\(cents)"
    }
}
