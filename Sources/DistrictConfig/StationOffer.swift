public import Foundation
public import HubModel
public import PluginKit

/// What a station offers: its profile in one version of the plugin and, of what that brings, what is switched on, with the
/// station's own prices, capacities and points.
public struct StationOffer: Codable, Hashable, Sendable {
    public var profile: ProfileCode
    /// The version of the profile's plugin, `major.minor.patch`.
    public var pluginVersion: String
    public var packages: [PackageChoice]
    public var activities: [ActivityChoice]

    public init(
        profile: ProfileCode, pluginVersion: String, packages: [PackageChoice], activities: [ActivityChoice]
    ) {
        self.profile = profile
        self.pluginVersion = pluginVersion
        self.packages = packages
        self.activities = activities
    }

    /// The packages, with the station's own prices, in the order of the choice.
    public func packages(from plugin: PluginData) -> [ServicePackage] {
        packages.compactMap { choice in
            guard var package = plugin.packages.first(where: { $0.code == choice.code }) else { return nil }
            package.unitPrice = choice.price ?? package.unitPrice
            return package
        }
    }

    /// The activities, with the station's own capacity and points, in the order of the choice.
    public func activities(from plugin: PluginData) -> [ActivityDefinition] {
        activities.compactMap { choice in
            guard var activity = plugin.activities.first(where: { $0.code == choice.code }) else { return nil }
            activity.capacity = choice.capacity ?? activity.capacity
            activity.points = choice.points ?? activity.points
            return activity
        }
    }
}

extension Sequence<OfferRevision> {
    /// The decision in force at a moment: of those whose moment has come, the latest one made; nil when there is none.
    public func inForce(at now: Date) -> OfferRevision? {
        filter { $0.effectiveAt <= now }.max { $0.number < $1.number }
    }

    /// The decisions that will come into force after a moment, the next one first. One that a later decision overtakes
    /// never does.
    public func scheduled(after now: Date) -> [OfferRevision] {
        let all = Array(self)
        return all.filter { revision in
            revision.effectiveAt > now
                && !all.contains { $0.number > revision.number && $0.effectiveAt <= revision.effectiveAt }
        }.sorted { $0.effectiveAt < $1.effectiveAt }
    }
}

extension StationConfiguration {
    /// What the station offers as configured.
    ///
    /// - Parameter version: of the plugin, where the configuration doesn't say one.
    public func offer(version: String) -> StationOffer {
        StationOffer(
            profile: profile, pluginVersion: pluginVersion ?? version, packages: packages, activities: activities)
    }

    /// The same station with another offer.
    public func offering(_ offer: StationOffer) -> StationConfiguration {
        var station = self
        station.profile = offer.profile
        station.pluginVersion = offer.pluginVersion
        station.packages = offer.packages
        station.activities = offer.activities
        return station
    }
}
