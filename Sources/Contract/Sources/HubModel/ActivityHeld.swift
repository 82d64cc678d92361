/// `activity.held`: an activity took place.
public struct ActivityHeld: FactData {
    public static let kind = FactKind.activityHeld

    /// The id of this one occasion.
    public var activity: String
    /// The code of the activity's definition.
    public var activityKind: String
    /// One of the "six entries": agency, village, community, school, company, unit.
    public var setting: String
    public var capacity: Int
    public var minutes: Int

    public init(activity: String, activityKind: String, setting: String, capacity: Int, minutes: Int) {
        self.activity = activity
        self.activityKind = activityKind
        self.setting = setting
        self.capacity = capacity
        self.minutes = minutes
    }
}
