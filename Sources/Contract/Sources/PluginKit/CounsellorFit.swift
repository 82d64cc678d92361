public import HubModel

/// What a counsellor can do, in six dimensions [RES-4], each from 0 to 5; also how much each matters for a problem.
public struct CounsellorCapability: Codable, Hashable, Sendable {
    public var theory: Int
    public var empathy: Int
    public var sectorKnowledge: Int
    public var techniqueFit: Int
    public var culturalSensitivity: Int
    public var technology: Int

    public init(
        theory: Int, empathy: Int, sectorKnowledge: Int, techniqueFit: Int, culturalSensitivity: Int, technology: Int
    ) {
        self.theory = theory
        self.empathy = empathy
        self.sectorKnowledge = sectorKnowledge
        self.techniqueFit = techniqueFit
        self.culturalSensitivity = culturalSensitivity
        self.technology = technology
    }

    public static let levels = 0...5

    /// In a fixed order, with names for people.
    var dimensions: [(title: LocalizedText, level: Int)] {
        [
            (LocalizedText(zh: "理论", en: "theory"), theory), (LocalizedText(zh: "共情", en: "empathy"), empathy),
            (LocalizedText(zh: "行业知识", en: "sector knowledge"), sectorKnowledge),
            (LocalizedText(zh: "技术契合", en: "fit of technique"), techniqueFit),
            (LocalizedText(zh: "文化敏感", en: "cultural sensitivity"), culturalSensitivity),
            (LocalizedText(zh: "技术工具", en: "technology"), technology),
        ]
    }

    var isInRange: Bool { dimensions.allSatisfy { Self.levels.contains($0.level) } }
}

/// The need of a client [RES-3]; never shown to the resident.
public enum ClientTier: String, Codable, CaseIterable, Sendable {
    /// Price-sensitive, problem-oriented, deep support, preventive.
    case c1 = "C1", c2 = "C2", c3 = "C3", c4 = "C4"
}

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

/// Asks which counsellors fit a problem and a tier.
public struct FitCounsellors: Codable, Hashable, Sendable {
    public struct Candidate: Codable, Hashable, Sendable {
        /// The counsellor's code at the station.
        public var code: String
        public var capability: CounsellorCapability

        public init(code: String, capability: CounsellorCapability) {
            self.code = code
            self.capability = capability
        }
    }

    /// The code of the problem.
    public var problem: String
    public var tier: ClientTier
    public var candidates: [Candidate]

    public init(problem: String, tier: ClientTier, candidates: [Candidate]) {
        self.problem = problem
        self.tier = tier
        self.candidates = candidates
    }
}

/// How well one counsellor fits.
public struct CounsellorFit: Codable, Hashable, Sendable {
    public var counsellor: String
    /// 0 to 100: the weighted share of the highest levels.
    public var score: Int
    /// Whether every dimension reaches what the tier asks for.
    public var meetsMinimum: Bool
    public var reasons: [Reason]
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
