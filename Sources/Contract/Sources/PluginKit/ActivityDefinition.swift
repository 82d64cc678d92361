public import HubModel

/// A kind of activity 活动 [PRO-6]: how many people, who runs it, what it earns.
public struct ActivityDefinition: Codable, Hashable, Sendable {
    /// The "six entries" 六进: where activities are brought to.
    public enum Setting: String, Codable, CaseIterable, Sendable {
        case agency, village, community, school, company, unit
    }

    /// Who is needed for one shift.
    public struct Staffing: Codable, Hashable, Sendable {
        /// E.g. `facilitator`, `volunteer`.
        public var role: String
        /// Skill codes, all required.
        public var skills: [String]
        /// 1 or more.
        public var count: Int

        public init(role: String, skills: [String], count: Int) {
            self.role = role
            self.skills = skills
            self.count = count
        }
    }

    public var code: String
    public var title: LocalizedText
    /// Participants, 1 or more.
    public var capacity: Int
    /// Length in minutes.
    public var minutes: Int
    /// Points a participant earns, 0 or more.
    public var points: Int
    public var settings: [Setting]
    public var staffing: [Staffing]
    public var materials: [LocalizedText]
    /// The department or the keeper of local culture it is held with, and that counts it too 社会心理服务+ [PRO-12].
    public var partner: LocalizedText?

    public init(
        code: String, title: LocalizedText, capacity: Int, minutes: Int, points: Int, settings: [Setting],
        staffing: [Staffing], materials: [LocalizedText], partner: LocalizedText? = nil
    ) {
        self.code = code
        self.title = title
        self.capacity = capacity
        self.minutes = minutes
        self.points = points
        self.settings = settings
        self.staffing = staffing
        self.materials = materials
        self.partner = partner
    }
}
