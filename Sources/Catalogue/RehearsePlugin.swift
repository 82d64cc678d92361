public import DistrictConfig
import HubModel
public import PluginKit

/// Says what a new version of a plugin would do to each station, before anybody agrees to it [PRO-9]. Pure.
public struct RehearsePlugin: Sendable {
    private let district: District
    private let old: PluginData
    private let new: PluginData
    private let smallCountLimit: Int

    /// - Parameters:
    ///   - old: what is in force.
    ///   - new: the same plugin in another version.
    ///   - smallCountLimit: counts of people below it are told as such only.
    public init(district: District, from old: PluginData, to new: PluginData, smallCountLimit: Int = 0) {
        self.smallCountLimit = smallCountLimit
        self.district = district
        self.old = old
        self.new = new
    }

    /// - Parameters:
    ///   - stations: all stations; only those of the profile are looked at.
    ///   - enrolments: what is running.
    public func callAsFunction(
        _ stations: [StationConfiguration], enrolments: [RunningEnrolments] = []
    ) -> Rehearsal {
        let running = Dictionary(grouping: enrolments, by: \.station)
        return Rehearsal(
            profile: new.manifest.id, from: old.manifest.version, to: new.manifest.version,
            differences: ComparePlugins.differences(from: old, to: new),
            stations: stations.filter { $0.profile == new.manifest.id }.map { station in
                StationImpact(station: station.code, effects: effects(on: station, running[station.code] ?? []))
            })
    }

    /// With the same choices as before, from the other version.
    private func effects(on station: StationConfiguration, _ enrolments: [RunningEnrolments]) -> [StationImpact.Effect]
    {
        var offer = station.offer(version: old.manifest.version)
        let before = RehearseOffer.Side(offer, from: old)
        offer.pluginVersion = new.manifest.version
        let rehearse = RehearseOffer(
            district: district, station: station, from: before, to: .init(offer, from: new),
            smallCountLimit: smallCountLimit)
        return rehearse(enrolments: enrolments)
    }
}
