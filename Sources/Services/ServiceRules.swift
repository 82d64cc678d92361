import HubModel
import Indicators
import PluginKit

extension FactRules {
    func readActivity(_ reader: FieldReader, _ meaning: inout FactMeaning) throws(InvalidFact) {
        _ = try reader.text("activity")
        let kind = try reader.text("activityKind")
        let setting = try reader.choice("setting", of: ActivityDefinition.Setting.self)
        _ = try reader.integer("capacity", in: FactLimits.people)
        _ = try reader.integer("minutes", in: FactLimits.activityMinutes)
        meaning.count(.activitiesHeld, kind)
        meaning.count(.activitiesBySetting, setting.rawValue)
    }

    func readAttendance(
        _ reader: FieldReader, _ subject: ResidentID?, _ meaning: inout FactMeaning
    ) throws(InvalidFact) {
        _ = try reader.text("activity")
        let role = try reader.choice("role", of: ActivityAttended.Role.self)
        let count = try reader.optionalInteger("count", in: FactLimits.people)
        if let subject {
            guard count == nil || count == 1 else {
                throw InvalidFact(.contradiction, "an attendance with a subject is one person")
            }
            meaning.count(.attendances, role.rawValue)
            meaning.sighting = PersonKey(activity: .attended, subject: subject)
        } else {
            guard let count else { throw InvalidFact(.missingField, "count is missing: a head count has no subject") }
            meaning.count(.attendances, role.rawValue, by: count)
        }
    }

    func readOrder(
        _ step: OrderStepKind, _ reader: FieldReader, _ subject: ResidentID?, _ meaning: inout FactMeaning
    ) throws(InvalidFact) {
        let order = try reader.text("order")
        let package = try reader.text("package")
        let item = try reader.text("item")
        let amount = try reader.integer("amountFen", in: FactLimits.amountFen)
        let copayment = try reader.optionalInteger("copaymentFen", in: 0...amount)
        let group = try reader.optionalText("group", limit: FactLimits.codeBytes)
        let performer = try reader.optionalText("performer", limit: FactLimits.codeBytes)
        _ = try reader.optionalText("evidence")
        _ = try reader.optionalText("reason")
        meaning.count(.orderSteps, step.rawValue)
        meaning.order = OrderReading(
            order: order, step: step, package: package, item: item, amountFen: amount, copaymentFen: copayment ?? 0,
            group: group, performer: performer)
        if step == .delivered, let subject { meaning.sighting = PersonKey(activity: .served, subject: subject) }
    }

    func readEnrolment(
        _ step: EnrolmentStepKind, _ reader: FieldReader, _ meaning: inout FactMeaning
    ) throws(InvalidFact) {
        let enrolment = try reader.text("enrolment")
        let package = try reader.text("package")
        let item = try reader.optionalText("item")
        _ = try reader.optionalDay("due")
        _ = try reader.optionalText("reason")
        var plugin: PluginReference?
        if reader.optional("plugin") != nil {
            let inner = try reader.inner("plugin", path: "plugin.")
            plugin = PluginReference(id: try inner.text("id"), version: try inner.text("version"))
        }
        meaning.count(step.indicator, package)
        meaning.enrolment = EnrolmentReading(
            enrolment: enrolment, step: step, package: package, item: step == .itemDone ? item : nil,
            plugin: step == .started ? plugin : nil)
    }

    func readFeedback(_ reader: FieldReader, _ meaning: inout FactMeaning) throws(InvalidFact) {
        let about = try reader.inner("about", path: "about.")
        let kind = try about.text("kind")
        _ = try about.text("id")
        let score = try reader.integer("score", in: FactLimits.feedbackScore)
        _ = try reader.boolean("first")
        meaning.count(.feedbacks, kind)
        if score >= 4 { meaning.count(.feedbacksSatisfied, kind) }
    }

    func readChannel(_ reader: FieldReader, _ meaning: inout FactMeaning) throws(InvalidFact) {
        let channel = try reader.text("channel")
        let metric = try reader.choice("metric", of: ChannelMeasured.Metric.self)
        let count = try reader.integer("count", in: FactLimits.channelCount)
        _ = try reader.optionalText("content")
        meaning.count(.channelCounts, "\(channel)/\(metric.rawValue)", by: count)
    }
}

extension EnrolmentStepKind {
    fileprivate var indicator: Indicator {
        switch self {
        case .started: .enrolmentsStarted
        case .itemDone: .enrolmentItemsDone
        case .ended: .enrolmentsEnded
        }
    }
}
