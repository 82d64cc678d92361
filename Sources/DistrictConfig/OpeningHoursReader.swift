import HubModel

/// Reads opening hours and night clinic, which together must not overlap.
struct OpeningHoursReader {
    private typealias PlacedRange = (range: TimeRange, value: Value)

    func read(regular: Value?, nightClinic: Value?) -> OpeningHours? {
        let regularHours = regular.flatMap(week)
        let nightHours = nightClinic.map(week) ?? [:]
        guard let regularHours, let nightHours else { return nil }
        for day in Weekday.allCases {
            checkOverlaps((regularHours[day] ?? []) + (nightHours[day] ?? []))
        }
        return OpeningHours(
            regular: regularHours.mapValues { $0.map(\.range) }, nightClinic: nightHours.mapValues { $0.map(\.range) })
    }

    private func week(_ value: Value) -> [Weekday: [PlacedRange]]? {
        guard let reader = MappingReader<Weekday>(value) else { return nil }
        var week: [Weekday: [PlacedRange]] = [:]
        for day in Weekday.allCases {
            guard let ranges = reader.optional(day)?.list().compactMap(self.range), !ranges.isEmpty else { continue }
            week[day] = ranges
        }
        return week
    }

    private func range(_ value: Value) -> PlacedRange? {
        let expected = LocalizedText(zh: "如 08:30-12:00", en: "e.g. 08:30-12:00")
        guard let text = value.scalar(expected: expected) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let from = TimeOfDay(parts[0]), let to = TimeOfDay(parts[1]) else {
            value.report(
                .wrongFormat, zh: "“\(text.shortened)”不是时间段", en: "'\(text.shortened)' is not a range of times",
                allowed: expected)
            return nil
        }
        guard let range = TimeRange(from: from, to: to) else {
            value.report(
                .overlap, zh: "时间段“\(text)”的结束不晚于开始", en: "\(text) does not end after it begins", allowed: expected)
            return nil
        }
        return (range, value)
    }

    /// Each range is compared with the ones written before it, so that the later one is reported.
    private func checkOverlaps(_ ranges: [PlacedRange]) {
        for (index, (range, value)) in ranges.enumerated() {
            guard let earlier = ranges[..<index].first(where: { $0.range.overlaps(range) }) else { continue }
            value.report(
                .overlap, zh: "时间段 \(range) 与 \(earlier.range)（\(earlier.value.place)）重叠",
                en: "\(range) overlaps \(earlier.range) at \(earlier.value.place)")
        }
    }
}
