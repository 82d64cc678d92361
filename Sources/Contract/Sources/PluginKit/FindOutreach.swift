/// Asks which outreach is due for a resident.
public struct FindOutreach: Codable, Hashable, Sendable {
    public var resident: ResidentSituation
    /// Of the station's day, 0 to 1439.
    public var minuteOfDay: Int
    /// Codes of the emergencies that the district declared.
    public var emergencies: [String]

    public init(resident: ResidentSituation, minuteOfDay: Int, emergencies: [String] = []) {
        self.resident = resident
        self.minuteOfDay = minuteOfDay
        self.emergencies = emergencies
    }
}
