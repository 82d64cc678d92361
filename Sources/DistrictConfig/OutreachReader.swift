import HubModel
import PluginKit

private enum OutreachFileKey: String, CaseIterable {
    case quietHours, rules
}

private enum OutreachKey: String, CaseIterable {
    case code, title, message, occasion, consent, anyTag, pauseDays
}

private enum OccasionKey: String, CaseIterable {
    case season, contacts, silenceDays, emergency
}

private enum SeasonKey: String, CaseIterable {
    case from, through
}

/// Reads when a profile's stations turn to residents of their own accord [RES-11], and when they leave them in peace.
struct OutreachReader {
    struct Reading {
        var rules: [OutreachRule] = []
        var quietHours: QuietHours?
    }

    let district: DistrictDraft

    func read(_ value: Value) -> Reading {
        guard let reader = MappingReader<OutreachFileKey>(value) else { return Reading() }
        let quietHours = reader.optional(.quietHours).flatMap(self.quietHours)
        var codes = Declarations(what: LocalizedText(zh: "关怀规则", en: "outreach rule"))
        let rules = reader.required(.rules)?.list(minimum: 1).compactMap { rule($0, codes: &codes) }
        return Reading(rules: rules ?? [], quietHours: quietHours)
    }

    private func quietHours(_ value: Value) -> QuietHours? {
        let expected = LocalizedText(
            zh: "如 21:00-08:00，可跨越午夜", en: "e.g. 21:00-08:00, also over midnight")
        guard let text = value.scalar(expected: expected) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { TimeOfDay($0)?.minutes }
        guard parts.count == 2, let from = parts[0], let until = parts[1], from < 1440, until < 1440 else {
            value.report(
                .wrongFormat, zh: "“\(text.shortened)”不是免打扰时段", en: "'\(text.shortened)' are no quiet hours",
                allowed: expected)
            return nil
        }
        guard from != until else {
            value.report(
                .contradiction, zh: "开始与结束相同", en: "they end when they begin", allowed: expected)
            return nil
        }
        return QuietHours(from: from, until: until)
    }

    private func rule(_ element: Value, codes: inout Declarations) -> OutreachRule? {
        guard let reader = MappingReader<OutreachKey>(element) else { return nil }
        let code = reader.required(.code)?.code(.lowercase)
        if let code { codes.declare(code, at: reader.place(of: .code), log: element.source.log) }
        let title = reader.required(.title)?.localizedText(atMost: 60)
        let message = reader.required(.message)?.localizedText(atMost: 200)
        let occasion = reader.required(.occasion).flatMap(self.occasion)
        let consent = reader.required(.consent)?.code(.lowercase)
        let tags = reader.optional(.anyTag)?.list().compactMap { $0.name(in: district.tags) } ?? []
        let pauseDays = reader.required(.pauseDays)?.integer(in: 1...730)
        guard let code, let title, let message, let occasion, let consent, let pauseDays else { return nil }
        return OutreachRule(
            code: code, title: title, message: message, occasion: occasion, consent: consent, anyTag: tags,
            pauseDays: pauseDays)
    }

    private func occasion(_ value: Value) -> OutreachRule.Occasion? {
        guard let (key, occasion) = MappingReader<OccasionKey>(value)?.only() else { return nil }
        switch key {
        case .season:
            guard let reader = MappingReader<SeasonKey>(occasion) else { return nil }
            let from = reader.required(.from)?.monthDay()
            let through = reader.required(.through)?.monthDay()
            guard let from, let through else { return nil }
            return .season(from: from, through: through)
        case .contacts: return occasion.integer(in: 1...1000).map { .contacts($0) }
        case .silenceDays: return occasion.integer(in: 1...730).map { .silence(days: $0) }
        case .emergency: return occasion.code(.lowercase).map { .emergency($0) }
        }
    }
}
