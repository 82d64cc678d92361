public import Foundation
public import HubModel

/// Days and times of day in a time zone, as plugins are told them.
public struct LocalDays: Sendable {
    private let timeZone: TimeZone

    public init(timeZone: TimeZone) {
        self.timeZone = timeZone
    }

    public func day(of time: Date) -> CivilDate {
        CivilDate(daysSinceEpoch: Int64((local(time) / 86_400).rounded(.down)))
    }

    /// 0 to 1439.
    public func minuteOfDay(of time: Date) -> Int {
        let seconds = local(time)
        return Int((seconds - (seconds / 86_400).rounded(.down) * 86_400) / 60)
    }

    private func local(_ time: Date) -> Double {
        time.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: time))
    }
}
