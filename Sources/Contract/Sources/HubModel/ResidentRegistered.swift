/// `resident.registered`: somebody is known at the station. Name, phone and ID number never leave the station.
public struct ResidentRegistered: FactData {
    public static let kind = FactKind.residentRegistered

    public enum Sex: String, Codable, CaseIterable, Sendable {
        case female, male, other, unknown
    }

    /// Five years, e.g. `1955-1959`.
    public var birthYearBand: String
    public var sex: Sex
    public var tags: [String]
    public var consents: [Consent]

    public init(birthYearBand: String, sex: Sex, tags: [String] = [], consents: [Consent] = []) {
        self.birthYearBand = birthYearBand
        self.sex = sex
        self.tags = tags
        self.consents = consents
    }
}
