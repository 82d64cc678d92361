extension ProfileFolderReader {
    private enum RuleFile: String, CaseIterable {
        case followUps = "follow-ups.yaml"
        case counselling = "counselling.yaml"
        case outreach = "outreach.yaml"
        case rituals = "rituals.yaml"
        case indicators = "indicators.yaml"
    }

    /// - Parameters:
    ///   - instruments: those of the profile; nil when not all of them are known.
    ///   - activities: the profile's kinds of activities.
    func readRules(of profile: String, instruments: Declarations?, activities: Declarations) -> ProfileRules {
        folder.checkYAML(in: profile, expected: ["plugin.yaml"] + RuleFile.allCases.map(\.rawValue))
        var rules = ProfileRules()
        for file in RuleFile.allCases {
            guard let value = folder.optionalDocument("\(profile)/\(file.rawValue)") else { continue }
            switch file {
            case .followUps:
                rules.followUps = FollowUpReader(district: district, instruments: instruments).read(value)
            case .counselling: rules.counselling = CounsellingReader().read(value)
            case .outreach: rules.outreach = OutreachReader(district: district).read(value)
            case .rituals: rules.rituals = RitualReader(activities: activities).read(value)
            case .indicators: rules.indicators = IndicatorRulesReader(district: district).read(value)
            }
        }
        return rules
    }
}
