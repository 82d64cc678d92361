/// `activity.attended`: one person (the subject), or `count` people without a record.
public struct ActivityAttended: FactData {
    public static let kind = FactKind.activityAttended

    public enum Role: String, Codable, CaseIterable, Sendable {
        case participant, volunteer
    }

    public var activity: String
    public var role: Role
    /// The head count when the fact has no subject; absent otherwise.
    public var count: Int?

    public init(activity: String, role: Role, count: Int? = nil) {
        self.activity = activity
        self.role = role
        self.count = count
    }
}
