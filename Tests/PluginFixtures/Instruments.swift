import HubModel
public import PluginKit

extension Instrument {
    public static let phq9 = Instrument(
        code: "PHQ-9", itemCount: 9, highestAnswer: 3,
        bands: [
            ("minimal", 0...4), ("mild", 5...9), ("moderate", 10...14), ("moderately-severe", 15...19),
            ("severe", 20...27),
        ], criticalItems: [CriticalItem(item: 9, atLeast: 1, reason: "item9-positive")])

    /// Items 1, 5, 7, 11 and 13 count when denied.
    public static let gds15 = Instrument(
        code: "GDS-15", itemCount: 15, highestAnswer: 1, reversed: [1, 5, 7, 11, 13],
        bands: [("normal", 0...4), ("mild", 5...8), ("moderate", 9...11), ("severe", 12...15)],
        interviewerAdministered: true)

    /// Items 3 and 5 to 10 are answered from the gravest option to the lightest.
    public static let epds = Instrument(
        code: "EPDS", itemCount: 10, highestAnswer: 3, reversed: [3, 5, 6, 7, 8, 9, 10],
        bands: [("unlikely", 0...9), ("possible", 10...12), ("likely", 13...30)],
        criticalItems: [CriticalItem(item: 10, atLeast: 1, reason: "item10-positive")])

    public static let gad7 = Instrument(
        code: "GAD-7", itemCount: 7, highestAnswer: 3,
        bands: [("minimal", 0...4), ("mild", 5...9), ("moderate", 10...14), ("severe", 15...21)])

    public static let phqA = Instrument(
        code: "PHQ-A", itemCount: 9, highestAnswer: 3,
        bands: [
            ("minimal", 0...4), ("mild", 5...9), ("moderate", 10...14), ("moderately-severe", 15...19),
            ("severe", 20...27),
        ], criticalItems: [CriticalItem(item: 9, atLeast: 1, reason: "item9-positive")])

    public static let pss10 = Instrument(
        code: "PSS-10", itemCount: 10, highestAnswer: 4, reversed: [4, 5, 7, 8],
        bands: [("low", 0...13), ("moderate", 14...26), ("high", 27...40)])

    /// Counted in mistakes.
    public static let sis6 = Instrument(
        code: "SIS-6", itemCount: 6, highestAnswer: 1, bands: [("negative", 0...1), ("positive", 2...6)],
        interviewerAdministered: true)

    public static let ucla3 = Instrument(
        code: "UCLA-3", itemCount: 3, lowestAnswer: 1, highestAnswer: 3, bands: [("low", 3...5), ("lonely", 6...9)])

    private init(
        code: String, itemCount: Int, lowestAnswer: Int = 0, highestAnswer: Int, reversed: Set<Int> = [],
        bands: [(String, ClosedRange<Int>)], criticalItems: [CriticalItem] = [], interviewerAdministered: Bool = false
    ) {
        self.init(
            code: code, version: "1.0.0", title: LocalizedText(zh: code, en: code), source: "fixture",
            answerScale: (lowestAnswer...highestAnswer).map {
                AnswerOption(value: $0, title: LocalizedText(zh: "\($0)", en: "\($0)"))
            },
            items: (1...itemCount).map {
                Item(
                    topic: LocalizedText(zh: "第 \($0) 题", en: "item \($0)"), minimum: lowestAnswer,
                    maximum: highestAnswer,
                    reversed: reversed.contains($0))
            },
            bands: bands.map {
                Band(
                    severity: $0.0, title: LocalizedText(zh: $0.0, en: $0.0), lower: $0.1.lowerBound,
                    upper: $0.1.upperBound)
            },
            criticalItems: criticalItems, interviewerAdministered: interviewerAdministered)
    }

    /// Answers whose scores add up to `total`, filling item after item; items in `zero` score the least.
    public func answers(scoring total: Int, zero: Set<Int> = []) -> [Int?] {
        var left = total - items.reduce(0) { $0 + $1.minimum }
        return items.enumerated().map { index, item in
            let points = item.minimum + (zero.contains(index + 1) ? 0 : min(left, item.maximum - item.minimum))
            left -= points - item.minimum
            return item.reversed ? item.minimum + item.maximum - points : points
        }
    }
}
