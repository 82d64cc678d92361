import Foundation

/// Times of day at which stations are open, in the days before the end.
struct DemoTimes {
    let end: Date
    let days: Int

    func any(using generator: inout SeededGenerator) -> Date {
        let day = Double(Int.random(in: 1...days, using: &generator))
        // Between 1 and 9 o'clock UTC, which is 9 to 17 in China.
        let midnight = (end.timeIntervalSince1970 / 86_400).rounded(.down) * 86_400
        return Date(
            timeIntervalSince1970: midnight - day * 86_400 + Double(Int.random(in: 3600..<32_400, using: &generator)))
    }

    static func text(_ time: Date) -> String {
        time.formatted(
            .iso8601.year().month().day().timeZone(separator: .omitted).time(includingFractionalSeconds: false))
    }
}
