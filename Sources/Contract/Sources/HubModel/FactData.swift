/// The data of one kind of fact, as the sync protocol writes it.
public protocol FactData: Codable, Hashable, Sendable {
    /// The kind this is the data of.
    static var kind: FactKind { get }
}

/// `resident.registered`: somebody is known at the station. Name, phone and ID number never leave the station.
public struct ResidentRegistered: FactData {
    public static let kind = FactKind.residentRegistered

    public enum Sex: String, Codable, CaseIterable, Sendable {
        case female, male, other, unknown
    }

    /// Five years, e.g. `1955-1959`.
    public var birthYearBand: String
    public var sex: Sex
    public var tags: [String]
    public var consents: [Consent]

    public init(birthYearBand: String, sex: Sex, tags: [String] = [], consents: [Consent] = []) {
        self.birthYearBand = birthYearBand
        self.sex = sex
        self.tags = tags
        self.consents = consents
    }
}

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

/// `feedback.given`: a resident's satisfaction with one service.
public struct FeedbackGiven: FactData {
    public static let kind = FactKind.feedbackGiven

    /// What the feedback is about, e.g. an order or an activity.
    public struct About: Codable, Hashable, Sendable {
        public var kind: String
        public var id: String

        public init(kind: String, id: String) {
            self.kind = kind
            self.id = id
        }
    }

    public var about: About
    /// 1 (very dissatisfied) to 5 (very satisfied).
    public var score: Int
    /// Whether it was the resident's first service ever.
    public var first: Bool

    public init(about: About, score: Int, first: Bool) {
        self.about = about
        self.score = score
        self.first = first
    }
}

/// `channel.measured`: what one communication channel reached.
public struct ChannelMeasured: FactData {
    public static let kind = FactKind.channelMeasured

    public enum Metric: String, Codable, CaseIterable, Sendable {
        case reads, plays, shares, visitors, followers, bookings
    }

    public var channel: String
    public var metric: Metric
    /// 0 or more.
    public var count: Int
    /// Which piece of content, when the figure is about one.
    public var content: String?

    public init(channel: String, metric: Metric, count: Int, content: String? = nil) {
        self.channel = channel
        self.metric = metric
        self.count = count
        self.content = content
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(channel, forKey: .channel)
        try container.encode(metric, forKey: .metric)
        try container.encode(count, forKey: .count)
        try container.encode(content, forKey: .content)
    }
}
