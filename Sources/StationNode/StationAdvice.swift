import DistrictConfig
public import Foundation
public import HubModel
public import PluginHost
public import PluginKit

/// What the station's plugin says is to be done for a resident.
public struct StationAdvice: Sendable {
    public var plugin: PluginKey
    /// The profile's.
    public var title: LocalizedText
    public var today: CivilDate
    /// The most pressing first.
    public var actions: [NextAction]
    /// Plugins that enrolments began under in place of which the station's own was asked: a station has no other.
    public var substituted: [PluginReference]
}

extension StationProfile {
    /// Asks the station's plugin.
    ///
    /// - Parameter days: how many days ahead to look, 0 to 366.
    /// - Throws: `PluginCallError` or `PluginFailure` when it gives no answer.
    public func advise(on facts: ResidentFacts, days: Int, at now: Date) async throws -> StationAdvice {
        let (data, running) = (installation.plugin, facts.running)
        let plugin = PluginKey(data.manifest)
        let own = PluginReference(id: plugin.id.rawValue, version: plugin.version)
        let resident = facts.situation(at: now, enrolments: running, packages: data.packages)
        let actions = try await host.nextActions(FindNextActions(resident: resident, days: days), by: plugin)
        let others = Set(running.compactMap(\.plugin)).subtracting([own])
        return StationAdvice(
            plugin: plugin, title: data.manifest.title, today: resident.asOf, actions: actions,
            substituted: others.sorted { ($0.id, $0.version) < ($1.id, $1.version) })
    }
}
