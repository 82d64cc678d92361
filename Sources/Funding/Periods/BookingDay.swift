public import HubModel

/// On which day something is booked. Pure.
///
/// What happened in a month that is closed, or that the books don't reach back to, is booked on the first day of the
/// earliest open month after it; what a wrong clock puts into the future, on the day the hub heard of it. Both are noted.
public struct BookingDay: Hashable, Sendable {
    /// What to tell about a day that isn't the one it happened on.
    public enum Note: String, Codable, CaseIterable, Sendable {
        /// 补记: it happened in a month that can't be booked in.
        case closedMonth = "closed-month"
        /// It was said to have happened later than the hub heard of it.
        case future
    }

    public var day: CivilDate
    public var notes: [Note]

    /// - Parameters:
    ///   - occurred: the day it happened, in the district.
    ///   - today: the day the hub heard of it.
    ///   - open: the first days of the months that may be booked in, in any order.
    /// - Returns: nil when no month from then to now is open.
    public init?(occurred: CivilDate, today: CivilDate, open: some Collection<CivilDate>) {
        let day = min(occurred, today)
        notes = occurred > today ? [.future] : []
        if open.contains(day.firstOfMonth) {
            self.day = day
            return
        }
        guard let next = open.filter({ $0 > day }).min() else { return nil }
        self.day = next
        notes.append(.closedMonth)
    }
}
