import HubModel

private enum CommitmentKey: String, CaseIterable {
    case indicator, baseline, target, deadline, change
}

/// Reads a station's commitments [PRO-7].
struct CommitmentReader {
    let district: DistrictDraft

    func read(_ value: Value) -> [Commitment] {
        var promised = Declarations(what: LocalizedText(zh: "承诺指标", en: "committed indicator"))
        return value.list().compactMap { element in
            guard let reader = MappingReader<CommitmentKey>(element) else { return nil }
            let indicatorValue = reader.required(.indicator)
            let indicator = indicatorValue.flatMap { district.indicator($0) }
            if let indicator, let indicatorValue {
                promised.declare(indicator, at: indicatorValue.place, log: value.source.log)
            }
            let range = district.range(of: indicator)
            let baseline = reader.required(.baseline)?.number(in: range)
            let targetValue = reader.required(.target)
            let target = targetValue?.number(in: range)
            let deadline = reader.required(.deadline)?.day()
            let changeValue = reader.required(.change)
            let change = changeValue?.choice(of: Commitment.Change.self)
            if let baseline, let target, let targetValue, baseline == target {
                targetValue.report(
                    .contradiction, zh: "目标值与基线相同，没有承诺任何变化", en: "the target equals the baseline: nothing is promised")
            }
            if baseline == 0, change == .relative {
                changeValue?.report(
                    .contradiction, zh: "基线为 0 时不能用相对变化", en: "there is no relative change from a baseline of 0",
                    allowed: LocalizedText(zh: "points", en: "points"))
            }
            guard let indicator, let baseline, let target, let deadline, let change else { return nil }
            return Commitment(
                indicator: indicator, baseline: baseline, target: target, deadline: deadline, change: change)
        }
    }
}
