public import Foundation
public import HubModel

/// The day of a time in the district's time zone.
public struct DistrictDays: Sendable {
    private let timeZone: TimeZone
    /// The zone's offset when its clocks are not changed any more, which spares asking the zone for each fact.
    private let steadyOffset: Int?

    private static let steadySince = Date(timeIntervalSince1970: 946_684_800)

    public init(timeZone: TimeZone) {
        self.timeZone = timeZone
        let isSteady = timeZone.nextDaylightSavingTimeTransition(after: Self.steadySince) == nil
        steadyOffset = isSteady ? timeZone.secondsFromGMT(for: Self.steadySince) : nil
    }

    public func day(of time: Date) -> CivilDate {
        let isSteady = time >= Self.steadySince
        let offset = (isSteady ? steadyOffset : nil) ?? timeZone.secondsFromGMT(for: time)
        let local = time.timeIntervalSince1970 + Double(offset)
        return CivilDate(daysSinceEpoch: Int64((local / 86_400).rounded(.down)))
    }
}
