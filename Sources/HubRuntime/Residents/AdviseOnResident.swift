import DistrictConfig
public import Foundation
public import HubModel
public import PluginHost
public import PluginKit

/// Asks the plugin of a station's profile what is to be done for a resident, what can be offered, and who fits.
///
/// A plugin that fails costs its part of the answer and nothing else.
public struct AdviseOnResident: Sendable {
    private let plugins: PluginHost
    private let configuration: ConfigurationInForce
    private let days: LocalDays
    private let timeZone: TimeZone

    public init(plugins: PluginHost, configuration: ConfigurationInForce) {
        self.plugins = plugins
        self.configuration = configuration
        timeZone = TimeZone(identifier: configuration.current.district.timeZone) ?? .gmt
        days = LocalDays(timeZone: timeZone)
    }

    /// - Returns: nil when the plugin of the station's profile is not loaded.
    public func callAsFunction(_ record: ResidentRecord, at now: Date) async -> ResidentAdvice? {
        let configuration = configuration.current
        guard let station = configuration.station(record.station), let data = configuration.plugin(of: station)
        else { return nil }
        let (plugin, facts) = (PluginKey(data.manifest), record.facts(in: timeZone))
        let assigned = assign(facts.running, to: plugin, loaded: await plugins.status().map(\.plugin))
        let own = facts.situation(at: now, enrolments: assigned.byPlugin[plugin] ?? [], packages: data.packages)
        async let packages = packages(station, data, own, running: Set(facts.running.map(\.package)))
        async let outreach = outreach(data, own, minute: days.minuteOfDay(of: now))
        var actions = await actions(own, by: plugin)
        for (other, enrolments) in assigned.byPlugin.sorted(by: { $0.key < $1.key }) where other != plugin {
            let packages = await plugins.data(of: other)?.packages ?? configuration.profiles[other.id]?.packages ?? []
            let answer = await self.actions(
                facts.situation(at: now, enrolments: enrolments, packages: packages), by: other)
            // Follow-ups are the station's matter; the other plugin speaks for what was promised under it.
            actions.items += answer.items.filter { $0.enrolment != nil }
            actions.failures += answer.failures
        }
        if assigned.byPlugin.count > 1 { actions.items.sort(by: Self.isMorePressing) }
        return ResidentAdvice(
            plugin: plugin, actions: actions, packages: await packages, outreach: await outreach,
            substitutions: assigned.substitutions, problems: data.counselling.problems)
    }

    /// Ranks the counsellors of a station.
    ///
    /// - Parameter problem: a code of the profile's.
    public func counsellors(
        of station: StationCode, for problem: String, tier: ClientTier
    ) async -> CounsellorAdvice? {
        let configuration = configuration.current
        guard let station = configuration.station(station), let data = configuration.plugin(of: station) else {
            return nil
        }
        let candidates = station.counsellors.compactMap { counsellor in
            counsellor.capability.map { FitCounsellors.Candidate(code: counsellor.code, capability: $0) }
        }
        var advice = CounsellorAdvice(ranked: [], undescribed: station.counsellors.filter { $0.capability == nil })
        let request = FitCounsellors(problem: problem, tier: tier, candidates: candidates)
        do {
            let fits = try await plugins.counsellors(request, by: PluginKey(data.manifest))
            advice.ranked = fits.compactMap { fit in
                station.counsellors.first { $0.code == fit.counsellor }.map { .init(counsellor: $0, fit: fit) }
            }
        } catch {
            advice.failure = PluginHost.words(for: error)
        }
        return advice
    }

    /// Which plugin is asked about which enrolment: the one it began under while that is loaded, otherwise the station's.
    private func assign(
        _ enrolments: [ResidentFacts.Enrolment], to own: PluginKey, loaded: [PluginKey]
    ) -> (byPlugin: [PluginKey: [ResidentFacts.Enrolment]], substitutions: [ResidentAdvice.Substitution]) {
        var byPlugin: [PluginKey: [ResidentFacts.Enrolment]] = [:]
        var substitutions: [ResidentAdvice.Substitution] = []
        for enrolment in enrolments {
            let began = enrolment.plugin.flatMap { plugin in
                ProfileCode(rawValue: plugin.id).map { PluginKey(id: $0, version: plugin.version) }
            }
            guard let began, began != own, !loaded.contains(began) else {
                byPlugin[began ?? own, default: []].append(enrolment)
                continue
            }
            let asked = began.id == own.id ? own : loaded.filter { $0.id == began.id }.max()
            if let asked { byPlugin[asked, default: []].append(enrolment) }
            substitutions.append(
                .init(enrolment: enrolment.id, package: enrolment.package, began: began, asked: asked))
        }
        return (byPlugin, substitutions)
    }

    private func actions(
        _ resident: ResidentSituation, by plugin: PluginKey
    ) async -> ResidentAdvice.Part<NextAction> {
        do {
            return .init(items: try await plugins.nextActions(FindNextActions(resident: resident), by: plugin))
        } catch {
            return .init(failures: [PluginHost.words(for: error)])
        }
    }

    private func packages(
        _ station: StationConfiguration, _ data: PluginData, _ resident: ResidentSituation, running: Set<String>
    ) async -> ResidentAdvice.Part<ResidentAdvice.Package> {
        let offered = station.effectivePackages(from: data)
        do {
            let decisions = try await plugins.eligibility(
                offered.map { CheckEligibility(package: $0.code, resident: resident, price: $0.unitPrice) },
                by: PluginKey(data.manifest))
            return .init(
                items: zip(offered, decisions).map {
                    .init(package: $0, decision: $1, isRunning: running.contains($0.code))
                })
        } catch {
            return .init(failures: [PluginHost.words(for: error)])
        }
    }

    private func outreach(
        _ data: PluginData, _ resident: ResidentSituation, minute: Int
    ) async -> ResidentAdvice.Part<ResidentAdvice.Outreach> {
        do {
            let decisions = try await plugins.outreach(
                FindOutreach(resident: resident, minuteOfDay: minute), by: PluginKey(data.manifest))
            return .init(
                items: decisions.map { decision in
                    let rule = data.outreach.first { $0.code == decision.rule }
                    return .init(title: rule?.title ?? decision.message, decision: decision)
                })
        } catch {
            return .init(failures: [PluginHost.words(for: error)])
        }
    }

    /// Who must be seen today first, then by day.
    private static func isMorePressing(_ one: NextAction, than other: NextAction) -> Bool {
        let (first, second) = (one.code == "see-today", other.code == "see-today")
        return first == second ? (one.dueOn, one.code) < (other.dueOn, other.code) : first
    }
}

extension ResidentRecord {
    /// The facts that count, as plugins are told of them.
    func facts(in timeZone: TimeZone) -> ResidentFacts {
        var facts = ResidentFacts(timeZone: timeZone)
        for entry in entries {
            guard let kind = FactKind(rawValue: entry.kind), let data = entry.current, let time = entry.occurredAt
            else {
                continue
            }
            facts.add(kind, data: data, at: time)
        }
        return facts
    }
}
