import HubModel

/// What the answers to one instrument come to.
public struct InstrumentScore: Codable, Hashable, Sendable {
    /// Nil when the screening is incomplete.
    public var total: Int?
    /// The severity code of the total's band; nil when the screening is incomplete.
    public var severity: String?
    /// Numbers of the items without an answer, from 1, ascending.
    public var unanswered: [Int]
    /// Reasons of the critical items that are positive, in the instrument's order; also of an incomplete screening.
    public var criticalReasons: [String]

    /// Whether the missing-answer policy forbids a total.
    public var isIncomplete: Bool { total == nil }

    public init(total: Int?, severity: String?, unanswered: [Int], criticalReasons: [String]) {
        self.total = total
        self.severity = severity
        self.unanswered = unanswered
        self.criticalReasons = criticalReasons
    }
}

extension Instrument {
    /// Scores one set of answers by the instrument's data alone.
    ///
    /// - Parameter answers: one for each item in order; nil where there is none, whatever the reason.
    /// - Throws: ``PluginFailure`` with `wrongNumberOfAnswers`, `answerOutOfRange`, or `invalidInstrument` when a
    ///   total lies in no band.
    public func score(answers: [Int?]) throws -> InstrumentScore {
        guard answers.count == items.count else {
            throw PluginFailure.wrongNumberOfAnswers(instrument: code, expected: items.count, found: answers.count)
        }
        let points = try zip(items, answers).enumerated().map { index, pair in
            try pair.1.map { try pair.0.points(answer: $0, instrument: code, number: index + 1) }
        }
        let unanswered = points.indices.filter { points[$0] == nil }.map { $0 + 1 }
        let criticalReasons = try self.criticalReasons(points: points)

        switch missingAnswers {
        case .incomplete:
            guard unanswered.isEmpty else {
                return InstrumentScore(
                    total: nil, severity: nil, unanswered: unanswered, criticalReasons: criticalReasons)
            }
            let total = points.reduce(0) { $0 + ($1 ?? 0) }
            guard let band = bands.first(where: { $0.lower <= total && total <= $0.upper }) else {
                throw PluginFailure.noBand(instrument: code)
            }
            return InstrumentScore(
                total: total, severity: band.severity, unanswered: [], criticalReasons: criticalReasons)
        }
    }

    private func criticalReasons(points: [Int?]) throws -> [String] {
        try criticalItems.compactMap { critical in
            guard points.indices.contains(critical.item - 1) else {
                throw PluginFailure.noSuchCriticalItem(instrument: code, number: critical.item)
            }
            guard let scored = points[critical.item - 1], scored >= critical.atLeast else { return nil }
            return critical.reason
        }
    }
}

extension Instrument.Item {
    fileprivate func points(answer: Int, instrument: String, number: Int) throws -> Int {
        guard minimum <= answer, answer <= maximum else {
            throw PluginFailure.answerOutOfRange(
                instrument: instrument, number: number, minimum: minimum, maximum: maximum)
        }
        return reversed ? minimum + maximum - answer : answer
    }
}
