public import HubModel

/// What the hub knows of a resident 居民 [RES-1]. Name, phone and ID number stay at the station.
public struct ResidentProfile: Codable, Equatable, Sendable {
    /// Five years, e.g. `1955-1959`.
    public var birthYearBand: String
    public var sex: ResidentRegistered.Sex
    /// Codes such as `lives-alone`.
    public var tags: [String]

    public init(birthYearBand: String, sex: ResidentRegistered.Sex, tags: [String]) {
        self.birthYearBand = birthYearBand
        self.sex = sex
        self.tags = tags
    }
}

extension Sequence<ConsentRecord> {
    /// What stands about each purpose, by purpose.
    ///
    /// A consent stands only when it is later than every withdrawal, by the time that the station says and by the order in
    /// which it was recorded: neither a clock that runs ahead nor a late entry brings back what somebody withdrew.
    public var standing: [String: ConsentRecord] {
        var standing: [String: ConsentRecord] = [:]
        for (purpose, records) in Dictionary(grouping: self, by: \.consent.purpose) {
            let withdrawals = records.filter { $0.decision == .withdrawn }
            let given = records.last { given in
                given.decision == .given
                    && withdrawals.allSatisfy { $0.occurredAt < given.occurredAt && $0.place < given.place }
            }
            standing[purpose] = given ?? withdrawals.max { $0.place < $1.place }
        }
        return standing
    }
}
