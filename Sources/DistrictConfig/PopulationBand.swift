/// How many people of an age band live in the station's neighbourhood.
public struct PopulationBand: Codable, Hashable, Sendable {
    public var band: AgeBand
    public var people: Int

    public init(band: AgeBand, people: Int) {
        self.band = band
        self.people = people
    }
}
