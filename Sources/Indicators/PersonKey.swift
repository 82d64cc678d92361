public import HubModel

/// Who was counted for what.
public struct PersonKey: Hashable, Sendable {
    public var activity: PersonActivity
    public var subject: ResidentID

    public init(activity: PersonActivity, subject: ResidentID) {
        self.activity = activity
        self.subject = subject
    }
}
