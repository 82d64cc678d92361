public import HubModel

/// Asks for the dated items of one cycle of an enrolment.
public struct PlanEnrolment: Codable, Hashable, Sendable {
    /// The package's code.
    public var package: String
    /// The first day of the cycle.
    public var startsOn: CivilDate

    public init(package: String, startsOn: CivilDate) {
        self.package = package
        self.startsOn = startsOn
    }
}
