public import HubModel

/// A screening instrument 量表 as data: items, ranges, bands and what a missing answer means.
///
/// Item topics are in our own words; `source` names the paper or manual the scoring comes from.
public struct Instrument: Codable, Hashable, Sendable {
    /// One question.
    public struct Item: Codable, Hashable, Sendable {
        /// What the item is about, in our own words.
        public var topic: LocalizedText
        /// The lowest answer.
        public var minimum: Int
        /// The highest answer.
        public var maximum: Int
        /// Scored as `minimum + maximum - answer`.
        public var reversed: Bool

        public init(topic: LocalizedText, minimum: Int, maximum: Int, reversed: Bool = false) {
            self.topic = topic
            self.minimum = minimum
            self.maximum = maximum
            self.reversed = reversed
        }
    }

    /// A range of totals with a name.
    public struct Band: Codable, Hashable, Sendable {
        /// The severity code, e.g. `moderate`.
        public var severity: String
        public var title: LocalizedText
        /// The lowest total of the band.
        public var lower: Int
        /// The highest total of the band.
        public var upper: Int

        public init(severity: String, title: LocalizedText, lower: Int, upper: Int) {
            self.severity = severity
            self.title = title
            self.lower = lower
            self.upper = upper
        }
    }

    /// What happens when an item has no answer. A missing answer is never a zero.
    public enum MissingAnswerPolicy: String, Codable, CaseIterable, Sendable {
        /// Any item without an answer makes the screening incomplete: no total, no severity.
        case incomplete
    }

    /// An item whose answer alone needs a person, whatever the total and also when the screening is incomplete.
    public struct CriticalItem: Codable, Hashable, Sendable {
        /// The item's number, from 1.
        public var item: Int
        /// The lowest score of the item, reversed where the item is, that is critical.
        public var atLeast: Int
        /// The reason code that goes into the triage.
        public var reason: String

        public init(item: Int, atLeast: Int, reason: String) {
            self.item = item
            self.atLeast = atLeast
            self.reason = reason
        }
    }

    public var code: String
    public var version: String
    public var title: LocalizedText
    /// Where items, scoring and bands come from.
    public var source: String
    /// How to answer: the answer values with their meaning.
    public var answerScale: [AnswerOption]
    public var items: [Item]
    /// In ascending order, covering every possible total without gap or overlap.
    public var bands: [Band]
    public var missingAnswers: MissingAnswerPolicy
    public var criticalItems: [CriticalItem]
    /// Read aloud by the interviewer rather than filled in by the person.
    public var interviewerAdministered: Bool

    /// One answer of the scale.
    public struct AnswerOption: Codable, Hashable, Sendable {
        public var value: Int
        public var title: LocalizedText

        public init(value: Int, title: LocalizedText) {
            self.value = value
            self.title = title
        }
    }

    public init(
        code: String, version: String, title: LocalizedText, source: String, answerScale: [AnswerOption],
        items: [Item], bands: [Band], missingAnswers: MissingAnswerPolicy = .incomplete,
        criticalItems: [CriticalItem] = [], interviewerAdministered: Bool = false
    ) {
        self.code = code
        self.version = version
        self.title = title
        self.source = source
        self.answerScale = answerScale
        self.items = items
        self.bands = bands
        self.missingAnswers = missingAnswers
        self.criticalItems = criticalItems
        self.interviewerAdministered = interviewerAdministered
    }
}
