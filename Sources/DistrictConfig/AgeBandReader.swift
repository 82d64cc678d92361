import HubModel

enum AgeBandReader {
    static func band(_ value: Value) -> AgeBand? {
        let expected = LocalizedText(zh: "如 18-34 或 80+，0 至 120 岁", en: "e.g. 18-34 or 80+, ages 0 to 120")
        guard let text = value.scalar(expected: expected) else { return nil }
        guard let band = AgeBand(text) else {
            value.report(
                .wrongFormat, zh: "“\(text.shortened)”不是年龄段", en: "'\(text.shortened)' is not an age band",
                allowed: expected)
            return nil
        }
        return band
    }
}
