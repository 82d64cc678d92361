public import HubModel

/// One line of a follow-up plan 随访计划: what is to be done, when, after what.
public struct FollowUpRule: Codable, Hashable, Sendable {
    /// What a follow-up comes after.
    public enum Trigger: Codable, Hashable, Sendable {
        /// The latest screening, of this instrument when one is named, led to this level at least.
        case screening(instrument: String?, atLeast: Triage.Level)
        /// The resident carries the tag; such follow-ups come for as long as it stands.
        case tag(String)
        /// The first contact ever [RES-2].
        case firstContact
    }

    /// What is to be done.
    public enum Action: String, Codable, CaseIterable, Sendable {
        case call, visit, screening, consultation, referral
    }

    public var code: String
    public var title: LocalizedText
    public var trigger: Trigger
    public var action: Action
    /// What to screen with when the action is a screening.
    public var instrument: String?
    /// Days after the trigger, 0 or more.
    public var dueDays: Int
    /// Days from one to the next, 1 or more; nil when once is enough.
    public var everyDays: Int?
    /// How often at most; nil for as long as the trigger stands.
    public var times: Int?

    public init(
        code: String, title: LocalizedText, trigger: Trigger, action: Action, instrument: String? = nil, dueDays: Int,
        everyDays: Int? = nil, times: Int? = nil
    ) {
        self.code = code
        self.title = title
        self.trigger = trigger
        self.action = action
        self.instrument = instrument
        self.dueDays = dueDays
        self.everyDays = everyDays
        self.times = times
    }
}

extension FollowUpRule {
    /// The day of the next follow-up that was not done yet, and why; nil when none is open.
    func next(for resident: ResidentSituation) -> (dueOn: CivilDate, reason: Reason)? {
        switch trigger {
        case .screening(let instrument, let level):
            let past = resident.screenings.filter {
                $0.on <= resident.asOf && instrument ?? $0.instrument == $0.instrument
            }.sorted { $0.on < $1.on }
            let run = past.reversed().prefix { $0.level >= level }
            guard let latest = run.first, let earliest = run.last else { return nil }
            let reason = Reason(
                "after-screening", zh: "\(latest.on) 的 \(latest.instrument) 筛查需要跟进",
                en: "the screening with \(latest.instrument) on \(latest.on) asks for it")
            // What is repeated is counted from where the unbroken run of such screenings began, or it would never end.
            return open(after: everyDays == nil ? latest.on : earliest.on, resident, reason)
        case .firstContact:
            guard let first = resident.contacts.map(\.on).filter({ $0 <= resident.asOf }).min() else { return nil }
            return open(
                after: first, resident,
                Reason("after-first-contact", zh: "首次服务于 \(first)", en: "the first contact was on \(first)"))
        case .tag(let tag):
            guard resident.tags.contains(tag) else { return nil }
            let last = done(resident).filter { $0 <= resident.asOf }.max()
            let due = last.map { $0.adding(days: everyDays ?? dueDays) } ?? resident.asOf.adding(days: dueDays)
            guard last == nil || everyDays != nil, let due else { return nil }
            return (due, Reason("has-tag", zh: "居民标签：\(tag)", en: "the resident's tag \(tag) asks for it"))
        }
    }

    private func open(
        after day: CivilDate, _ resident: ResidentSituation, _ reason: Reason
    ) -> (dueOn: CivilDate, reason: Reason)? {
        let done = done(resident).filter { day < $0 && $0 <= resident.asOf }
        guard done.count < times ?? (everyDays == nil ? 1 : .max) else { return nil }
        let due = done.max().map { $0.adding(days: everyDays ?? dueDays) } ?? day.adding(days: dueDays)
        guard let due else { return nil }
        return (due, reason)
    }

    /// The days on which something was done that counts as this action.
    private func done(_ resident: ResidentSituation) -> [CivilDate] {
        switch action {
        case .screening:
            resident.screenings.filter { instrument == nil || $0.instrument == instrument }.map(\.on)
        case .call: resident.contacts.filter { $0.kind == .call || $0.kind == .visit }.map(\.on)
        case .visit: resident.contacts.filter { $0.kind == .visit }.map(\.on)
        case .consultation: resident.contacts.filter { $0.kind == .service }.map(\.on)
        case .referral: []
        }
    }
}
