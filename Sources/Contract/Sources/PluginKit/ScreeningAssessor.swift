import HubModel

/// Scores and triages screenings by instrument data, triage rules and thresholds; what all profiles share.
///
/// On top of the rules, for every profile [RES-7]:
/// - a positive critical item is seen by a person the same day, at the station at least, whatever the total and also
///   when the screening is incomplete; it is not by itself a crisis;
/// - an incomplete screening leads nowhere else and says `incomplete`;
/// - a positive cognitive screen is referred.
public struct ScreeningAssessor: Sendable {
    private struct ResolvedRule {
        var instrument: Instrument
        /// From the gravest to the lightest.
        var cutOffs: [(atLeast: Int, cutOff: TriageRule.CutOff)]
    }

    private let plugin: ProfileCode
    private let rules: [String: ResolvedRule]

    /// Finds each rule's instrument and thresholds in the data.
    ///
    /// - Throws: ``PluginFailure`` with `unknownInstrument`, `missingThreshold`, or `invalidThreshold` when the
    ///   thresholds of a rule descend.
    public init(data: PluginData, rules: [TriageRule]) throws {
        let plugin = data.manifest.id
        var resolved: [String: ResolvedRule] = [:]
        for rule in rules {
            guard let instrument = data.instruments.first(where: { $0.code == rule.instrument }) else {
                throw PluginFailure.unknownInstrument(rule.instrument, plugin: plugin)
            }
            let cutOffs = try rule.cutOffs.map { cutOff in
                guard let value = data.thresholds[cutOff.threshold] else {
                    throw PluginFailure.missingThreshold(cutOff.threshold, plugin: plugin)
                }
                return (atLeast: value, cutOff: cutOff)
            }
            guard zip(cutOffs, cutOffs.dropFirst()).allSatisfy({ $0.atLeast <= $1.atLeast }) else {
                throw PluginFailure.thresholdsDescend(rule.cutOffs.map(\.threshold), plugin: plugin)
            }
            resolved[rule.instrument] = ResolvedRule(instrument: instrument, cutOffs: cutOffs.reversed())
        }
        self.plugin = plugin
        self.rules = resolved
    }

    /// Scores the answers and says where they lead.
    ///
    /// - Throws: ``PluginFailure`` with `unknownInstrument`, `wrongNumberOfAnswers`, `answerOutOfRange`,
    ///   `valueOutOfRange` or `invalidInstrument`.
    public func assess(_ request: AssessScreening) throws -> ScreeningAssessment {
        guard let rule = rules[request.instrument] else {
            throw PluginFailure.unknownInstrument(request.instrument, plugin: plugin)
        }
        guard (0...3).contains(request.impairment ?? 0) else { throw PluginFailure.impairmentOutOfRange() }
        guard (0...130).contains(request.ageYears ?? 0) else { throw PluginFailure.ageOutOfRange() }

        let score = try rule.instrument.score(answers: request.answers)
        var triage = Triage(level: .none, sameDay: false, reasons: [])
        for reason in score.criticalReasons {
            triage.raise(to: .station, because: reason, sameDay: true)
        }
        if let total = score.total {
            let reached = rule.cutOffs.first { atLeast, cutOff in
                total >= atLeast && request.impairment ?? 0 >= cutOff.minimumImpairment ?? 0
            }
            for reason in reached?.cutOff.reasons ?? [] {
                triage.raise(to: reached?.cutOff.level ?? .none, because: reason)
            }
        } else {
            triage.raise(to: .none, because: "incomplete")
        }
        if request.cognitiveScreenPositive == true {
            triage.raise(to: .hospital, because: "cognitive-screen-positive")
        }
        return ScreeningAssessment(
            instrument: rule.instrument.code, instrumentVersion: rule.instrument.version, total: score.total,
            severity: score.severity, triage: triage)
    }
}
