public import HubModel

/// What is known of one resident on a day, gathered from facts by the host; it names nobody.
public struct ResidentSituation: Codable, Hashable, Sendable {
    /// A screening of the past.
    public struct Screening: Codable, Hashable, Sendable {
        public var on: CivilDate
        public var instrument: String
        /// Nil when it was incomplete.
        public var severity: String?
        public var level: Triage.Level
        /// A person had to look at it on the same day.
        public var sameDay: Bool

        public init(
            on: CivilDate, instrument: String, severity: String?, level: Triage.Level, sameDay: Bool = false
        ) {
            self.on = on
            self.instrument = instrument
            self.severity = severity
            self.level = level
            self.sameDay = sameDay
        }
    }

    /// A service that was delivered, or an activity that was attended.
    public struct Contact: Codable, Hashable, Sendable {
        /// What kind of contact it was.
        public enum Kind: String, Codable, CaseIterable, Sendable {
            case service, activity, call, visit
        }

        public var on: CivilDate
        public var kind: Kind

        public init(on: CivilDate, kind: Kind) {
            self.on = on
            self.kind = kind
        }
    }

    /// A running enrolment in a package.
    public struct Enrolment: Codable, Hashable, Sendable {
        public var id: String
        public var package: String
        public var startedOn: CivilDate
        /// Codes of the items that were done in the cycle under way; an item stands there as often as it was done.
        public var done: [String]

        public init(id: String, package: String, startedOn: CivilDate, done: [String] = []) {
            self.id = id
            self.package = package
            self.startedOn = startedOn
            self.done = done
        }
    }

    public var asOf: CivilDate
    /// The years of birth that are possible, both included; nil when unknown.
    public var bornFrom: Int?
    public var bornThrough: Int?
    public var sex: ResidentRegistered.Sex
    public var tags: [String]
    /// The purposes that the resident consents to now.
    public var consents: [String]
    public var screenings: [Screening]
    public var contacts: [Contact]
    public var enrolments: [Enrolment]
    /// Code of an outreach rule to the last day on which it was used.
    public var outreach: [String: CivilDate]

    public init(
        asOf: CivilDate, bornFrom: Int? = nil, bornThrough: Int? = nil, sex: ResidentRegistered.Sex = .unknown,
        tags: [String] = [], consents: [String] = [], screenings: [Screening] = [], contacts: [Contact] = [],
        enrolments: [Enrolment] = [], outreach: [String: CivilDate] = [:]
    ) {
        self.asOf = asOf
        self.bornFrom = bornFrom
        self.bornThrough = bornThrough
        self.sex = sex
        self.tags = tags
        self.consents = consents
        self.screenings = screenings
        self.contacts = contacts
        self.enrolments = enrolments
        self.outreach = outreach
    }

    /// The ages in whole years that are possible on the day, since a fact says five years of birth and no birthday.
    public var ages: ClosedRange<Int>? {
        guard let bornFrom, let bornThrough, bornFrom <= bornThrough, (1850...9999).contains(bornFrom),
            bornThrough <= 9999
        else { return nil }
        let year = Int(asOf.year)
        let oldest = max(0, year - bornFrom)
        return min(oldest, max(0, year - bornThrough - 1))...oldest
    }
}
