import HubModel

/// Scores and triages screenings by instrument data, triage rules and thresholds; what all profiles share.
///
/// On top of the rules, for every profile [RES-7]:
/// - a positive critical item is seen by a person the same day, at the station at least, whatever the total and also
///   when the screening is incomplete; it is not by itself a crisis;
/// - an incomplete screening leads nowhere else and says `incomplete`;
/// - a positive cognitive screen is referred.
public struct ScreeningAssessor: Sendable {
    fileprivate struct ResolvedRule {
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
        var assessment = ScreeningAssessment(
            instrument: rule.instrument.code, instrumentVersion: rule.instrument.version, total: score.total,
            severity: score.severity, triage: Triage(level: .none, sameDay: false, reasons: []))
        for reason in score.criticalReasons {
            assessment.raise(
                to: .station,
                because: Reason(
                    reason, zh: "有一题的回答须由专人当日评估", en: "the answer to one item asks for a person the same day"),
                sameDay: true)
        }
        if let total = score.total {
            let reached = rule.cutOffs.first { atLeast, cutOff in
                total >= atLeast && request.impairment ?? 0 >= cutOff.minimumImpairment ?? 0
            }
            if let (atLeast, cutOff) = reached {
                let text = rule.text(of: cutOff, atLeast: atLeast, total: total)
                for code in cutOff.reasons {
                    assessment.raise(to: cutOff.level, because: Reason(code, zh: text.zh, en: text.en))
                }
            }
        } else {
            assessment.raise(
                to: .none,
                because: Reason(
                    "incomplete", zh: "有未回答的题目，不计总分", en: "some items have no answer, so there is no total"))
        }
        if request.cognitiveScreenPositive == true {
            assessment.raise(
                to: .hospital,
                because: Reason(
                    "cognitive-screen-positive", zh: "认知筛查阳性，建议转诊",
                    en: "the cognitive screen was positive: refer"))
        }
        return assessment
    }
}

extension ScreeningAssessor.ResolvedRule {
    fileprivate func text(of cutOff: TriageRule.CutOff, atLeast: Int, total: Int) -> LocalizedText {
        let impaired = cutOff.minimumImpairment.map {
            (zh: "且功能受损不低于 \($0)", en: " with an impairment of \($0) or more")
        }
        let step = cutOff.level.step
        return LocalizedText(
            zh: "\(instrument.code) 总分 \(total)，达到 \(atLeast) 分\(impaired?.zh ?? "")：\(step.zh)",
            en: "\(instrument.code) totals \(total), which is \(atLeast) or more\(impaired?.en ?? ""): \(step.en)")
    }
}

extension Triage.Level {
    /// What the level asks for.
    fileprivate var step: LocalizedText {
        switch self {
        case .none: LocalizedText(zh: "无需处置", en: "nothing follows")
        case .selfHelp: LocalizedText(zh: "自助", en: "self-help")
        case .station: LocalizedText(zh: "站内咨询", en: "counselling at the station")
        case .hospital: LocalizedText(zh: "转介医院", en: "referral to a hospital")
        case .crisis: LocalizedText(zh: "危机处置", en: "crisis response")
        }
    }
}
