public import HubModel

/// What a profile knows of counselling: kinds of problems, and what each tier asks of a counsellor.
public struct CounsellingRules: Codable, Hashable, Sendable {
    public struct Problem: Codable, Hashable, Sendable {
        public var code: String
        public var title: LocalizedText
        /// How much each dimension matters, 0 to 5, not all 0.
        public var weights: CounsellorCapability

        public init(code: String, title: LocalizedText, weights: CounsellorCapability) {
            self.code = code
            self.title = title
            self.weights = weights
        }
    }

    public struct Tier: Codable, Hashable, Sendable {
        public var tier: ClientTier
        /// Below this in any dimension, somebody else should be asked first.
        public var minimum: CounsellorCapability

        public init(tier: ClientTier, minimum: CounsellorCapability) {
            self.tier = tier
            self.minimum = minimum
        }
    }

    public var problems: [Problem]
    public var tiers: [Tier]

    public init(problems: [Problem] = [], tiers: [Tier] = []) {
        self.problems = problems
        self.tiers = tiers
    }
}

extension CounsellingRules {
    /// Ranks the candidates: whoever reaches the tier's minimum first, then by score, then by code.
    ///
    /// - Throws: ``PluginFailure`` with `unknownProblem` or `valueOutOfRange`.
    func fits(_ request: FitCounsellors, plugin: ProfileCode) throws -> [CounsellorFit] {
        guard let problem = problems.first(where: { $0.code == request.problem }) else {
            throw PluginFailure.unknownProblem(request.problem, plugin: plugin)
        }
        guard request.candidates.allSatisfy(\.capability.isInRange) else { throw PluginFailure.levelOutOfRange() }
        let minimum = tiers.first { $0.tier == request.tier }?.minimum
        return request.candidates.map { Self.fit($0, for: problem, minimum: minimum) }.sorted {
            ($0.meetsMinimum ? 0 : 1, -$0.score, $0.counsellor) < ($1.meetsMinimum ? 0 : 1, -$1.score, $1.counsellor)
        }
    }

    private static func fit(
        _ candidate: FitCounsellors.Candidate, for problem: Problem, minimum: CounsellorCapability?
    ) -> CounsellorFit {
        let (levels, weights) = (candidate.capability.dimensions, problem.weights.dimensions.map(\.level))
        let full = weights.reduce(0, +) * CounsellorCapability.levels.upperBound
        let reached = zip(levels, weights).reduce(0) { $0 + $1.0.level * $1.1 }
        let short = zip(levels, minimum?.dimensions ?? []).filter { $0.level < $1.level }.map { ($0.title, $1.level) }
        var reasons: [Reason] = []
        let best = zip(levels, weights).filter { $1 > 0 && $0.level >= 4 }.sorted { $0.1 > $1.1 }.prefix(2).map(
            \.0.title)
        if !best.isEmpty {
            reasons.append(
                Reason(
                    "strong", zh: "在重要维度上突出：\(best.map(\.zh).joined(separator: "、"))",
                    en: "strong where it matters: \(best.map(\.en).joined(separator: ", "))"))
        }
        for (title, level) in short {
            reasons.append(
                Reason(
                    "below-minimum", zh: "“\(title.zh)”低于此类需求的最低要求 \(level)",
                    en: "\(title.en) is below the \(level) that this need asks for"))
        }
        if reasons.isEmpty {
            reasons.append(Reason("balanced", zh: "各维度均衡", en: "even in all dimensions"))
        }
        return CounsellorFit(
            counsellor: candidate.code, score: full > 0 ? reached * 100 / full : 0, meetsMinimum: short.isEmpty,
            reasons: reasons)
    }
}
