public import DistrictConfig
import HubModel
public import PluginKit

/// What a station may choose. Pure.
public enum OfferRules {
    /// Everything that keeps an offer from coming into force, in the order of the choices.
    public static func violations(
        of offer: StationOffer, from plugin: PluginData, in district: District
    ) -> [OfferViolation] {
        packages(offer.packages, plugin, district.overrideBounds)
            + activities(offer.activities, plugin, district.overrideBounds)
    }

    private static func packages(
        _ choices: [PackageChoice], _ plugin: PluginData, _ bounds: District.OverrideBounds
    ) -> [OfferViolation] {
        var seen: Set<String> = []
        return choices.flatMap { choice -> [OfferViolation] in
            guard seen.insert(choice.code).inserted else { return [.packageTwice(choice.code)] }
            guard let base = plugin.packages.first(where: { $0.code == choice.code }) else {
                return [.unknownPackage(choice.code)]
            }
            let allowed = bounds.prices(around: base.unitPrice)
            guard let price = choice.price, !allowed.contains(price.fen) else { return [] }
            return [.price(package: choice.code, fen: price.fen, allowed: allowed)]
        }
    }

    private static func activities(
        _ choices: [ActivityChoice], _ plugin: PluginData, _ bounds: District.OverrideBounds
    ) -> [OfferViolation] {
        var seen: Set<String> = []
        return choices.flatMap { choice -> [OfferViolation] in
            guard seen.insert(choice.code).inserted else { return [.activityTwice(choice.code)] }
            guard let base = plugin.activities.first(where: { $0.code == choice.code }) else {
                return [.unknownActivity(choice.code)]
            }
            var violations: [OfferViolation] = []
            let (capacities, points) = (bounds.capacities(around: base.capacity), bounds.points(around: base.points))
            if let people = choice.capacity, !capacities.contains(Int64(people)) {
                violations.append(.capacity(activity: choice.code, people: people, allowed: capacities))
            }
            if let number = choice.points, !points.contains(Int64(number)) {
                violations.append(.points(activity: choice.code, points: number, allowed: points))
            }
            return violations
        }
    }
}
