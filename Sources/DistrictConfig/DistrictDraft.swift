/// What the rest of the configuration is checked against; each part that could not be read is nil and not checked.
struct DistrictDraft {
    var district: District?
    var overrideBounds: District.OverrideBounds?
    var ageBands: [AgeBand]?
    var subdistricts: [District.Subdistrict]?
    var indicators: [District.Indicator]?
    /// Nil when not all of the declarations could be read.
    var indicatorCodes: Declarations?
    var tags: Declarations?
    var skills: Declarations?
    var roles: Declarations?
    var fundingLines: Declarations?
    var lines: [FundingLine] = []
}

extension DistrictDraft {
    /// Checks the name of an indicator, where the indicators are known.
    func indicator(_ value: Value) -> String? { value.name(in: indicatorCodes) }

    /// What an indicator's values may be.
    func range(of indicator: String?) -> ClosedRange<Double> {
        indicators?.first { $0.code == indicator }?.unit == .percent ? 0...100 : 0...1_000_000
    }
}
