import HubModel

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
