import HubModel
import PluginKit

private enum IndicatorFileKey: String, CaseIterable {
    case indicators, commitments
}

private enum IndicatorRuleKey: String, CaseIterable {
    case indicator, numerator, denominator
}

private enum TemplateKey: String, CaseIterable {
    case indicator, by, change, months
}

/// Reads how a profile computes the district's indicators, and what its stations usually promise [PRO-7].
struct IndicatorRulesReader {
    struct Reading {
        var rules: [IndicatorRule] = []
        var commitments: [CommitmentTemplate] = []
    }

    let district: DistrictDraft

    func read(_ value: Value) -> Reading {
        guard let reader = MappingReader<IndicatorFileKey>(value) else { return Reading() }
        var computed = Declarations(what: LocalizedText(zh: "本定位的指标", en: "indicator of this profile"))
        let rules = reader.required(.indicators)?.list(minimum: 1).compactMap { rule($0, computed: &computed) }
        var promised = Declarations(what: LocalizedText(zh: "承诺指标", en: "committed indicator"))
        let templates = reader.optional(.commitments)?.list().compactMap { template($0, promised: &promised) }
        return Reading(rules: rules ?? [], commitments: templates ?? [])
    }

    private func unit(of indicator: String?) -> District.Indicator.Unit? {
        district.indicators?.first { $0.code == indicator }?.unit
    }

    private func rule(_ element: Value, computed: inout Declarations) -> IndicatorRule? {
        guard let reader = MappingReader<IndicatorRuleKey>(element) else { return nil }
        let indicator = reader.required(.indicator).flatMap { district.indicator($0) }
        if let indicator { computed.declare(indicator, at: reader.place(of: .indicator), log: element.source.log) }
        let numerator = reader.required(.numerator)?.code(.dotted)
        let isShare = unit(of: indicator).map { $0 == .percent }
        let denominatorValue = isShare == true ? reader.required(.denominator) : reader.optional(.denominator)
        if isShare == false, let denominatorValue {
            denominatorValue.report(
                .contradiction, zh: "该指标是计数，没有分母", en: "the indicator is a count and has no denominator")
        }
        let denominator = denominatorValue?.code(.dotted)
        guard let indicator, let numerator else { return nil }
        return IndicatorRule(indicator: indicator, numerator: numerator, denominator: denominator)
    }

    private func template(_ element: Value, promised: inout Declarations) -> CommitmentTemplate? {
        guard let reader = MappingReader<TemplateKey>(element) else { return nil }
        let indicator = reader.required(.indicator).flatMap { district.indicator($0) }
        if let indicator { promised.declare(indicator, at: reader.place(of: .indicator), log: element.source.log) }
        let change = reader.required(.change)?.choice(of: CommitmentTemplate.Change.self)
        let isPoints = unit(of: indicator) == .percent && change == .points
        let byValue = reader.required(.by)
        let by = byValue?.integer(in: isPoints ? -100...100 : -1000...1000)
        if by == 0 {
            byValue?.report(.contradiction, zh: "没有承诺任何变化", en: "nothing is promised")
        }
        let months = reader.required(.months)?.integer(in: 1...60)
        guard let indicator, let by, let change, let months else { return nil }
        return CommitmentTemplate(indicator: indicator, by: by, change: change, months: months)
    }
}
