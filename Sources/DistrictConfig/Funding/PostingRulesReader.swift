import HubModel

/// Reads `funding/posting-rules.yaml` and checks that exactly one rule answers each event that can happen.
struct PostingRulesReader {
    let chart: ChartDraft
    let entity: FundingEntityDraft

    /// The rules that hold for the entity.
    func read(_ value: Value) -> [PostingRule] {
        let reader = PostingRuleReader(chart: chart, entity: entity)
        let elements = value.list(minimum: 1)
        let drafts = elements.compactMap(reader.read)
        checkOverlaps(drafts, value.source.log)
        let isComplete = drafts.count == elements.count && value.isList && !value.isCutOff
        if isComplete, drafts.allSatisfy({ $0.event != nil && $0.condition != nil }) {
            checkCoverage(by: drafts, value)
            checkReversals(drafts, value.source.log)
        }
        return drafts.compactMap(\.rule)
    }

    private func checkOverlaps(_ drafts: [PostingRuleDraft], _ log: MistakeLog) {
        for (index, draft) in drafts.enumerated() {
            guard let event = draft.event, let condition = draft.condition else { continue }
            let earlier = drafts[..<index].first { other in
                other.event == event && other.condition.map(condition.overlaps) == true
            }
            guard let earlier else { continue }
            log.report(
                .overlap, at: draft.eventPlace,
                LocalizedText(
                    zh: "事项“\(event)”与 \(earlier.eventPlace) 的规则同时适用",
                    en: "the rule at \(earlier.eventPlace) applies to '\(event)' at the same time"),
                allowed: LocalizedText(zh: "用 when 区分", en: "rules told apart by 'when'"))
        }
    }

    private func checkCoverage(by drafts: [PostingRuleDraft], _ value: Value) {
        guard let unit = entity.unit else { return }
        for event in FundingEventCode.allCases where event.happens(at: unit.entityType, treasury: unit.treasury) {
            let conditions = drafts.filter { $0.event == event.rawValue }.compactMap(\.condition)
            let applicable = conditions.filter { $0.units.contains(unit) }
            for fund in event.funds where !applicable.contains(where: { $0.funds.contains(fund) }) {
                let whose = fund.map { "（fund: \($0.rawValue)）" } ?? ""
                let whoseInEnglish = fund.map { " (fund: \($0.rawValue))" } ?? ""
                value.report(
                    .missing, zh: "事项“\(event.rawValue)”\(whose)没有适用于本单位（\(unit.description)）的规则",
                    en: "no rule for the event '\(event.rawValue)'\(whoseInEnglish) applies to this unit "
                        + "(\(unit.description))")
            }
        }
    }

    /// What takes payments back moves budget money when one of them did.
    private func checkReversals(_ drafts: [PostingRuleDraft], _ log: MistakeLog) {
        for draft in drafts where !draft.reverses.isEmpty {
            guard let condition = draft.condition, let isMoving = draft.movesBudgetMoney else { continue }
            let reversed = drafts.filter { other in
                draft.reverses.contains { $0.rawValue == other.event }
                    && other.condition.map(condition.overlaps) == true
            }
            let flags = reversed.compactMap(\.movesBudgetMoney)
            guard flags.count == reversed.count, flags.contains(true) != isMoving else { continue }
            let right = flags.contains(true) ? "true" : "false"
            log.report(
                .contradiction, at: draft.movesPlace,
                LocalizedText(
                    zh: "与被冲销事项是否纳入部门预算管理不符", en: "the events it reverses say otherwise"),
                allowed: LocalizedText(zh: right, en: right))
        }
    }
}
