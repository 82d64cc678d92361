/// What kind of event a fact records; the raw value is the `kind` of the sync protocol.
public enum FactKind: String, Codable, CaseIterable, Sendable {
    case residentRegistered = "resident.registered"
    case consentGiven = "consent.given"
    case consentWithdrawn = "consent.withdrawn"
    case screeningCompleted = "screening.completed"
    case activityHeld = "activity.held"
    case activityAttended = "activity.attended"
    case orderPlaced = "order.placed"
    case orderAccepted = "order.accepted"
    case orderDelivered = "order.delivered"
    case orderVerified = "order.verified"
    case orderCancelled = "order.cancelled"
    case enrolmentStarted = "enrolment.started"
    case enrolmentItemDone = "enrolment.itemDone"
    case enrolmentEnded = "enrolment.ended"
    case feedbackGiven = "feedback.given"
    case channelMeasured = "channel.measured"
    case correction

    /// The versions of the kind's data that this build reads.
    public var knownVersions: ClosedRange<Int> { 1...1 }
}
