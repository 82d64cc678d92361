/// A count or sum that is kept by station, day of occurrence and dimension.
///
/// The comment behind each case names its dimension; "-" means there is none.
public enum Indicator: String, CaseIterable, Sendable {
    /// -
    case residentsRegistered = "residents.registered"
    /// Residents who came because another resident told them. -
    case residentsReferred = "residents.referred"

    /// Screenings of any state. Instrument.
    case screeningsReceived = "screenings.received"
    /// Instrument.
    case screeningsScored = "screenings.scored"
    /// Instrument.
    case screeningsIncomplete = "screenings.incomplete"
    /// Scored screenings. Instrument/severity.
    case screeningsBySeverity = "screenings.severity"
    /// Scored screenings with a positive critical item. Instrument/reason.
    case screeningsCritical = "screenings.critical"
    /// Screenings, also incomplete ones, that a person must look at on the same day. Instrument.
    case screeningsSameDay = "screenings.sameDay"
    /// Triage level.
    case screeningsByTriage = "screenings.triage"
    /// Scored screenings whose total or severity the hub computes otherwise. Instrument.
    case screeningsDiffering = "screenings.differing"

    /// Activity kind.
    case activitiesHeld = "activities.held"
    /// Setting.
    case activitiesBySetting = "activities.setting"
    /// Attendances 人次. Role.
    case attendances = "activities.attendances"

    /// How many orders took a step. Step.
    case orderSteps = "orders.steps"
    /// How many orders placed on the day stand in a state now. State.
    case orderStates = "orders.states"
    /// Fen of the orders placed on the day that stand in a state now. State.
    case orderAmounts = "orders.amountFen"

    /// Package.
    case enrolmentsStarted = "enrolments.started"
    /// Package.
    case enrolmentItemsDone = "enrolments.itemsDone"
    /// Package.
    case enrolmentsEnded = "enrolments.ended"

    /// Kind of what the feedback is about.
    case feedbacks = "feedback.given"
    /// Feedback with a score of 4 or 5. Kind of what the feedback is about.
    case feedbacksSatisfied = "feedback.satisfied"

    /// Channel/metric.
    case channelCounts = "channels.count"

    /// Persons 人数, each counted once a month, on the first day of the month they were seen. What they did.
    case personsOfMonth = "persons.month"
    /// Persons 人数, each counted once, on the first day ever. What they did.
    case personsEver = "persons.ever"
}
