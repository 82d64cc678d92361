public import HubModel
public import PluginHost
public import PluginKit

/// What the plugin of a station's profile says of a resident.
public struct ResidentAdvice: Sendable {
    /// One part of it: what was answered, and one sentence for each plugin that gave no answer.
    public struct Part<Item: Sendable>: Sendable {
        public var items: [Item]
        public var failures: [LocalizedText]

        public init(items: [Item] = [], failures: [LocalizedText] = []) {
            self.items = items
            self.failures = failures
        }
    }

    /// A package of the station, at its own price.
    public struct Package: Sendable {
        public var package: ServicePackage
        /// What the plugin refuses to answer is in the failure.
        public var decision: Result<EligibilityDecision, PluginFailure>
        /// The resident is enrolled in it.
        public var isRunning: Bool
    }

    /// An outreach whose occasion has come.
    public struct Outreach: Sendable {
        public var title: LocalizedText
        public var decision: OutreachDecision
    }

    /// An enrolment whose plugin is not there, and which one was asked in its place.
    public struct Substitution: Hashable, Sendable {
        public var enrolment: String
        public var package: String
        public var began: PluginKey
        /// Nil when no version of the plugin is there, so that nobody can be asked.
        public var asked: PluginKey?
    }

    /// The plugin of the station's profile.
    public var plugin: PluginKey
    /// The most pressing first.
    public var actions: Part<NextAction>
    public var packages: Part<Package>
    public var outreach: Part<Outreach>
    public var substitutions: [Substitution]
    /// The kinds of problems that counsellors can be matched to.
    public var problems: [CounsellingRules.Problem]
}
