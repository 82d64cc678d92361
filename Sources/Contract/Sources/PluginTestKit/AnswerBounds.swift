import HubModel
import PluginKit

/// What an answer may be, by the plugin's own data and the request.
struct AnswerBounds {
    private let data: PluginData

    init(_ data: PluginData) {
        self.data = data
    }

    func problems(of answer: PluginAnswer, to request: PluginRequest) -> [String] {
        switch (request, answer) {
        case (.assessScreening(let request), .assessment(let answer)): assessment(answer, request)
        case (.checkEligibility(let request), .eligibility(let answer)): eligibility(answer, request)
        case (.planEnrolment(let request), .plan(let answer)): plan(answer, request)
        case (.findNextActions(let request), .nextActions(let answers)): nextActions(answers, request)
        case (.fitCounsellors(let request), .counsellors(let answers)): counsellors(answers, request)
        case (.findOutreach(let request), .outreach(let answers)): outreach(answers, request)
        case (.findRituals(let request), .rituals(let answers)): rituals(answers, request)
        case (.evaluateIndicators, .indicators(let answers)): indicators(answers)
        default: ["the answer is one to another request"]
        }
    }

    private func assessment(_ answer: ScreeningAssessment, _ request: AssessScreening) -> [String] {
        guard let instrument = data.instruments.first(where: { $0.code == request.instrument }) else {
            return ["an instrument is assessed that the plugin does not have"]
        }
        var problems = unexplained(answer.reasons, when: answer.triage.level != .none || answer.triage.sameDay)
        let isComplete = !request.answers.contains(nil)
        if (answer.total != nil) != isComplete {
            problems.append("a total stands exactly when every item has an answer")
        }
        if let total = answer.total, let first = instrument.bands.first, let last = instrument.bands.last,
            !(first.lower...last.upper).contains(total)
        {
            problems.append("the total \(total) lies outside the bands")
        }
        if let severity = answer.severity, !instrument.bands.contains(where: { $0.severity == severity }) {
            problems.append("'\(severity)' is no severity of the instrument")
        }
        let isCritical = (try? instrument.score(answers: request.answers).criticalReasons.isEmpty) == false
        if isCritical, !answer.triage.sameDay || answer.triage.level < .station {
            problems.append("a critical answer is seen by a person the same day")
        }
        return problems
    }

    private func eligibility(_ answer: EligibilityDecision, _ request: CheckEligibility) -> [String] {
        var problems = unexplained(answer.reasons, when: true)
        if answer.subsidy.fen + answer.copayment.fen != answer.price.fen || answer.subsidy.fen < 0
            || answer.copayment.fen < 0
        {
            problems.append("subsidy and co-payment are not the price")
        }
        if !(0...100).contains(answer.subsidyPercent) { problems.append("a subsidy of \(answer.subsidyPercent) %") }
        if let price = request.price, answer.price != price { problems.append("another price than was asked for") }
        return problems
    }

    private func plan(_ answer: EnrolmentPlan, _ request: PlanEnrolment) -> [String] {
        guard let package = data.packages.first(where: { $0.code == request.package }) else {
            return ["a package is planned that the plugin does not have"]
        }
        var problems = unexplained(answer.reasons, when: true)
        if answer.items.count != package.items.reduce(0, { $0 + $1.countPerCycle }) {
            problems.append("\(answer.items.count) items are not as many as the package says")
        }
        if !answer.items.allSatisfy({ answer.startsOn <= $0.dueOn && $0.dueOn <= answer.endsOn }) {
            problems.append("an item is due outside the cycle")
        }
        if zip(answer.items, answer.items.dropFirst()).contains(where: { $0.dueOn > $1.dueOn }) {
            problems.append("the items do not stand in the order of their days")
        }
        return problems
    }

    private func nextActions(_ answers: [NextAction], _ request: FindNextActions) -> [String] {
        var problems = answers.flatMap { unexplained($0.reasons, when: true) }
        if answers.contains(where: { $0.isOverdue != ($0.dueOn < request.resident.asOf) }) {
            problems.append("overdue is what was due before the day")
        }
        let known = Set(data.instruments.map(\.code))
        if answers.contains(where: { $0.instrument.map { !known.contains($0) } ?? false }) {
            problems.append("an instrument is asked for that the plugin does not have")
        }
        return problems
    }

    private func counsellors(_ answers: [CounsellorFit], _ request: FitCounsellors) -> [String] {
        var problems = answers.flatMap { unexplained($0.reasons, when: true) }
        if answers.map(\.counsellor).sorted() != request.candidates.map(\.code).sorted() {
            problems.append("the answer is not about the candidates")
        }
        if !answers.allSatisfy({ (0...100).contains($0.score) }) { problems.append("a score outside 0 to 100") }
        return problems
    }

    private func outreach(_ answers: [OutreachDecision], _ request: FindOutreach) -> [String] {
        answers.flatMap { answer -> [String] in
            guard let rule = data.outreach.first(where: { $0.code == answer.rule }) else {
                return ["outreach by a rule that the plugin does not have"]
            }
            var problems = unexplained(answer.reasons, when: true)
            if answer.isDue, !request.resident.consents.contains(rule.consent) {
                problems.append("outreach without consent")
            }
            return problems
        }
    }

    private func rituals(_ answers: [RitualDay], _ request: FindRituals) -> [String] {
        var problems = answers.flatMap { unexplained($0.reasons, when: true) }
        if !answers.allSatisfy({ request.from <= $0.on && $0.on <= request.through }) {
            problems.append("a ritual outside the days that were asked for")
        }
        return problems
    }

    private func indicators(_ answers: [IndicatorValue]) -> [String] {
        answers.flatMap { answer -> [String] in
            var problems = unexplained(answer.reasons, when: true)
            if let value = answer.value, !value.isFinite || value < 0 { problems.append("a value of \(value)") }
            return problems
        }
    }

    private func unexplained(_ reasons: [Reason], when isDemanded: Bool) -> [String] {
        if isDemanded, reasons.isEmpty { return ["there is no reason"] }
        let isBare = reasons.contains { $0.code.isEmpty || $0.text.zh.isEmpty || $0.text.en.isEmpty }
        return isBare ? ["a reason is not said in both languages"] : []
    }
}
