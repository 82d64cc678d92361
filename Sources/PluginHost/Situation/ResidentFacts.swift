public import Foundation
public import HubModel
public import PluginKit

/// What a host gathers of the facts about one resident before it asks a plugin. Station and hub gather alike, so that the
/// same plugin gives both the same answer. Pure.
///
/// Nothing tells of calls, of visits and of when somebody was written to or called; a plugin counts none of them as done.
public struct ResidentFacts: Sendable {
    /// An enrolment that runs.
    public struct Enrolment: Hashable, Sendable {
        public var id: String
        public var package: String
        public var startedOn: CivilDate
        /// The plugin that it began under and keeps; nil where the station did not say.
        public var plugin: PluginReference?
        fileprivate var done: [ItemDone] = []
    }

    fileprivate struct ItemDone: Hashable, Sendable {
        var item: String
        var on: CivilDate
    }

    private struct EnrolmentSteps: Sendable {
        var start: Enrolment?
        var done: [ItemDone] = []
        var isEnded = false
    }

    private struct Decision: Sendable {
        var purpose: String
        var isGiven: Bool
        var at: Date
    }

    private let days: LocalDays
    private var registration: (at: Date, resident: ResidentRegistered)?
    private var decisions: [Decision] = []
    private var screenings: [ResidentSituation.Screening] = []
    private var contacts: Set<ResidentSituation.Contact> = []
    private var enrolments: [String: EnrolmentSteps] = [:]

    /// - Parameter timeZone: the district's, which decides on which day something happened.
    public init(timeZone: TimeZone) {
        days = LocalDays(timeZone: timeZone)
    }

    /// Takes a fact that counts: in the order of the chain, and corrected ones with their replacement.
    ///
    /// Data that can't be read is passed over, as it counts for nothing.
    public mutating func add(_ kind: FactKind, data: [UInt8], at time: Date) {
        let day = days.day(of: time)
        switch kind {
        case .residentRegistered: Self.read(data).map { register($0, at: time) }
        case .consentGiven: Self.read(data).map { decide($0, isGiven: true, at: time) }
        case .consentWithdrawn: Self.read(data).map { decide($0, isGiven: false, at: time) }
        case .screeningCompleted: Self.read(data).map { screenings.append(.init($0, on: day)) }
        case .activityAttended: contacts.insert(.init(on: day, kind: .activity))
        case .orderDelivered: contacts.insert(.init(on: day, kind: .service))
        case .enrolmentStarted: Self.read(data).map { start($0, on: day) }
        case .enrolmentItemDone: Self.read(data).map { finish($0, on: day) }
        case .enrolmentEnded: Self.read(data).map { end($0) }
        case .activityHeld, .orderPlaced, .orderAccepted, .orderVerified, .orderCancelled, .feedbackGiven,
            .channelMeasured, .correction:
            break
        }
    }

    private static func read<Value: Decodable>(_ data: [UInt8]) -> Value? {
        try? JSONDecoder().decode(Value.self, from: Data(data))
    }

    private mutating func register(_ resident: ResidentRegistered, at time: Date) {
        if time >= registration?.at ?? .distantPast { registration = (time, resident) }
        for consent in resident.consents { decide(consent, isGiven: true, at: time) }
    }

    private mutating func decide(_ consent: Consent, isGiven: Bool, at time: Date) {
        decisions.append(Decision(purpose: consent.purpose, isGiven: isGiven, at: time))
    }

    private mutating func start(_ step: EnrolmentStep, on day: CivilDate) {
        let known = enrolments[step.enrolment]?.start
        guard known.map({ day < $0.startedOn }) ?? true else { return }
        enrolments[step.enrolment, default: EnrolmentSteps()].start = Enrolment(
            id: step.enrolment, package: step.package, startedOn: day, plugin: step.plugin)
    }

    private mutating func finish(_ step: EnrolmentStep, on day: CivilDate) {
        contacts.insert(.init(on: day, kind: .service))
        guard let item = step.item else { return }
        enrolments[step.enrolment, default: EnrolmentSteps()].done.append(ItemDone(item: item, on: day))
    }

    private mutating func end(_ step: EnrolmentStep) {
        enrolments[step.enrolment, default: EnrolmentSteps()].isEnded = true
    }

    /// The enrolments that began and have not ended, by id.
    public var running: [Enrolment] {
        enrolments.values.filter { !$0.isEnded }.compactMap { steps in
            var enrolment = steps.start
            enrolment?.done = steps.done
            return enrolment
        }.sorted { $0.id < $1.id }
    }

    /// The purposes that the resident consents to: given later than every withdrawal, by the time that the station says and
    /// by the order of the chain.
    private var consents: [String] {
        let byPurpose = Dictionary(grouping: decisions.enumerated(), by: \.element.purpose)
        return byPurpose.filter { _, decisions in
            let withdrawals = decisions.filter { !$0.element.isGiven }
            return decisions.contains { given in
                given.element.isGiven
                    && withdrawals.allSatisfy { $0.element.at < given.element.at && $0.offset < given.offset }
            }
        }.keys.sorted()
    }

    /// The resident on the day of a moment.
    ///
    /// - Parameters:
    ///   - enrolments: those of ``running`` that the plugin is asked about.
    ///   - packages: of the plugin that is asked; they say how long a cycle is, and so which items were done in this one.
    public func situation(
        at now: Date, enrolments: [Enrolment], packages: [ServicePackage]
    ) -> ResidentSituation {
        let today = days.day(of: now)
        let years = registration?.resident.birthYearBand.split(separator: "-").compactMap { Int($0) } ?? []
        return ResidentSituation(
            asOf: today, bornFrom: years.first, bornThrough: years.last, sex: registration?.resident.sex ?? .unknown,
            tags: registration?.resident.tags ?? [], consents: consents, screenings: screenings,
            contacts: contacts.sorted { ($0.on, $0.kind.rawValue) < ($1.on, $1.kind.rawValue) },
            enrolments: enrolments.map { $0.situated(on: today, in: packages) })
    }
}

extension ResidentFacts.Enrolment {
    fileprivate func situated(on day: CivilDate, in packages: [ServicePackage]) -> ResidentSituation.Enrolment {
        var enrolment = ResidentSituation.Enrolment(id: id, package: package, startedOn: startedOn)
        let known = packages.first { $0.code == package }
        let cycleStart = known?.cycleStart(of: enrolment, on: day) ?? startedOn
        enrolment.done = done.filter { $0.on >= cycleStart }.map(\.item)
        return enrolment
    }
}

extension ResidentSituation.Screening {
    fileprivate init(_ data: ScreeningCompleted, on day: CivilDate) {
        self.init(
            on: day, instrument: data.instrument, severity: data.severity, level: data.triage.level,
            sameDay: data.triage.sameDay)
    }
}
