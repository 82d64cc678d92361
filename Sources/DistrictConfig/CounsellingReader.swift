import HubModel
import PluginKit

private enum CounsellingKey: String, CaseIterable {
    case problems, tiers
}

private enum ProblemKey: String, CaseIterable {
    case code, title, weights
}

private enum TierKey: String, CaseIterable {
    case tier, minimum
}

/// Reads the problems that a profile's counsellors meet, and what each tier of clients asks of them [RES-3], [RES-4].
struct CounsellingReader {
    func read(_ value: Value) -> CounsellingRules {
        guard let reader = MappingReader<CounsellingKey>(value) else { return CounsellingRules() }
        return CounsellingRules(
            problems: reader.required(.problems).map(problems) ?? [], tiers: reader.required(.tiers).map(tiers) ?? [])
    }

    private func problems(_ value: Value) -> [CounsellingRules.Problem] {
        var codes = Declarations(what: LocalizedText(zh: "问题类型", en: "kind of problem"))
        return value.list(minimum: 1).compactMap { element in
            guard let reader = MappingReader<ProblemKey>(element) else { return nil }
            let code = reader.required(.code)?.code(.lowercase)
            if let code { codes.declare(code, at: reader.place(of: .code), log: value.source.log) }
            let title = reader.required(.title)?.localizedText(atMost: 60)
            let weightsValue = reader.required(.weights)
            let weights = weightsValue.flatMap(CapabilityReader().read)
            if let weights, let weightsValue, weights == Self.nothing {
                weightsValue.report(
                    .contradiction, zh: "各维度权重都是 0", en: "no dimension matters",
                    allowed: LocalizedText(zh: "至少一个大于 0", en: "one above 0 at least"))
            }
            guard let code, let title, let weights else { return nil }
            return CounsellingRules.Problem(code: code, title: title, weights: weights)
        }
    }

    private func tiers(_ value: Value) -> [CounsellingRules.Tier] {
        var seen = Declarations(what: LocalizedText(zh: "需求分层", en: "tier"))
        let tiers = value.list().compactMap { element -> CounsellingRules.Tier? in
            guard let reader = MappingReader<TierKey>(element) else { return nil }
            let tier = reader.required(.tier)?.choice(of: ClientTier.self)
            if let tier { seen.declare(tier.rawValue, at: reader.place(of: .tier), log: value.source.log) }
            let minimum = reader.required(.minimum).flatMap(CapabilityReader().read)
            guard let tier, let minimum else { return nil }
            return CounsellingRules.Tier(tier: tier, minimum: minimum)
        }
        let missing = ClientTier.allCases.map(\.rawValue).filter { !seen.contains($0) }.joined(separator: ", ")
        if !missing.isEmpty, value.isList, !value.isCutOff {
            value.report(.missing, zh: "缺少需求分层 \(missing)", en: "the tiers \(missing) are missing")
        }
        return tiers
    }

    private static let nothing = CounsellorCapability(
        theory: 0, empathy: 0, sectorKnowledge: 0, techniqueFit: 0, culturalSensitivity: 0, technology: 0)
}
