import HubModel
import PluginKit

private enum FollowUpKey: String, CaseIterable {
    case code, title, after, action, instrument, dueDays, everyDays, times
}

private enum TriggerKey: String, CaseIterable {
    case screening, tag, firstContact
}

private enum ScreeningKey: String, CaseIterable {
    case instrument, level
}

/// Reads a profile's follow-up plan 随访计划.
struct FollowUpReader {
    let district: DistrictDraft
    /// Those of the profile; nil when not all of them are known.
    let instruments: Declarations?

    func read(_ value: Value) -> [FollowUpRule] {
        var codes = Declarations(what: LocalizedText(zh: "随访规则", en: "follow-up"))
        return value.list(minimum: 1).compactMap { rule($0, codes: &codes) }
    }

    private func rule(_ element: Value, codes: inout Declarations) -> FollowUpRule? {
        guard let reader = MappingReader<FollowUpKey>(element) else { return nil }
        let code = reader.required(.code)?.code(.lowercase)
        if let code { codes.declare(code, at: reader.place(of: .code), log: element.source.log) }
        let title = reader.required(.title)?.localizedText(atMost: 100)
        let trigger = reader.required(.after).flatMap(self.trigger)
        let action = reader.required(.action)?.choice(of: FollowUpRule.Action.self)
        let instrumentValue = action == .screening ? reader.required(.instrument) : reader.optional(.instrument)
        let instrument = instrumentValue?.name(in: instruments, form: .uppercase)
        if let action, action != .screening, let instrumentValue {
            instrumentValue.report(
                .contradiction, zh: "只有筛查才有量表", en: "only a screening has an instrument",
                allowed: LocalizedText(zh: "action: screening", en: "action: screening"))
        }
        let dueDays = reader.required(.dueDays)?.integer(in: 0...366)
        let everyDays = reader.optional(.everyDays)?.integer(in: 1...366)
        let timesValue = reader.optional(.times)
        let times = timesValue?.integer(in: 1...100)
        if let timesValue, let trigger { checkTimes(timesValue, repeats: reader.optional(.everyDays) != nil, trigger) }
        guard let code, let title, let trigger, let action, let dueDays else { return nil }
        return FollowUpRule(
            code: code, title: title, trigger: trigger, action: action, instrument: instrument, dueDays: dueDays,
            everyDays: everyDays, times: times)
    }

    private func trigger(_ value: Value) -> FollowUpRule.Trigger? {
        guard let (key, trigger) = MappingReader<TriggerKey>(value)?.only() else { return nil }
        switch key {
        case .screening:
            guard let reader = MappingReader<ScreeningKey>(trigger) else { return nil }
            let instrument = reader.optional(.instrument).map { $0.name(in: instruments, form: .uppercase) }
            let level = reader.required(.level)?.choice(of: Triage.Level.self)
            guard let level, instrument != .some(nil) else { return nil }
            return .screening(instrument: instrument ?? nil, atLeast: level)
        case .tag:
            return trigger.name(in: district.tags).map { .tag($0) }
        case .firstContact:
            guard let isSo = trigger.boolean() else { return nil }
            guard isSo else {
                trigger.report(
                    .contradiction, zh: "规则没有触发条件", en: "then nothing brings the rule about",
                    allowed: LocalizedText(zh: "true", en: "true"))
                return nil
            }
            return .firstContact
        }
    }

    /// Follow-ups of a tag come for as long as it stands, and one that isn't repeated comes once.
    private func checkTimes(_ value: Value, repeats: Bool, _ trigger: FollowUpRule.Trigger) {
        if case .tag = trigger {
            value.report(
                .contradiction, zh: "按标签的随访在标签有效期间一直进行，没有次数",
                en: "follow-ups of a tag come for as long as it stands and have no number")
        } else if !repeats {
            value.report(
                .contradiction, zh: "没有 everyDays 时只进行一次", en: "without everyDays it comes once",
                allowed: LocalizedText(zh: "与 everyDays 一起使用", en: "together with everyDays"))
        }
    }
}
