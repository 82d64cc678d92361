import Foundation
import HubModel

/// Days and clock times as forms send them, in the district's time zone.
struct LocalMoment {
    let timeZone: TimeZone

    /// The moment of a day (`2026-12-01`) and a clock time (`08:30`, midnight when empty); nil when one of them is none.
    func date(day: String, time: String) -> Date? {
        guard let day = CivilDate(day[...]) else { return nil }
        let clock = time.isEmpty ? "00:00" : time
        guard let match = clock.wholeMatch(of: /([01][0-9]|2[0-3]):([0-5][0-9])(:[0-5][0-9])?/),
            let hours = Double(match.1), let minutes = Double(match.2)
        else { return nil }
        let wall = Double(day.daysSinceEpoch) * 86_400 + hours * 3600 + minutes * 60
        // The offset is that of the moment itself, which differs from that of the wall clock read as UTC only around a
        // change of the clocks.
        let guess = Date(timeIntervalSince1970: wall)
        let first = guess - Double(timeZone.secondsFromGMT(for: guess))
        return guess - Double(timeZone.secondsFromGMT(for: first))
    }
}
