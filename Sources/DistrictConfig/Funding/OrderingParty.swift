/// What is known of the person who orders, as far as it decides on who pays.
public struct OrderingParty: Hashable, Sendable {
    public var tags: Set<String>
    /// The ages in whole years that are possible; nil when unknown.
    public var ages: ClosedRange<Int>?

    public init(tags: Set<String>, ages: ClosedRange<Int>?) {
        self.tags = tags
        self.ages = ages
    }

    /// Somebody who is not on record.
    public static let unknown = OrderingParty(tags: [], ages: nil)

    /// The age that counts: of those that are possible the lowest. The years of birth on record are five, so somebody
    /// belongs to a group by age once the youngest of those years does; until then the station may ask for the birthday.
    var age: Int? { ages?.lowerBound }
}
