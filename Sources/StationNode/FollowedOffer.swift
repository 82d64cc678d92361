public import DistrictConfig
import Foundation
import HubModel
import PluginKit

/// Follows the hub's decisions on what the station offers, as far as the plugins installed here allow. Pure.
enum FollowedOffer {
    /// The station with the offer in force and the plugin that it works by.
    ///
    /// Without a decision the station's own file counts. A version that isn't installed gives way to the newest one of the
    /// same profile, and a profile that isn't installed to what the file says: a station goes on working, and says what is
    /// missing.
    ///
    /// - Parameters:
    ///   - station: as its own file has it.
    ///   - plugins: every version that can be used, of several the newest last.
    /// - Returns: nil when not even the file's own profile is installed.
    static func installation(
        of station: StationConfiguration, in district: District, offers: [OfferRevision], plugins: [PluginData],
        at now: Date
    ) -> StationInstallation? {
        func newest(_ profile: ProfileCode) -> PluginData? { plugins.last { $0.manifest.id == profile } }
        let own = newest(station.profile).map { StationInstallation(district: district, station: station, plugin: $0) }
        guard let offer = offers.inForce(at: now)?.offer else { return own }
        let exact = plugins.last { $0.manifest.id == offer.profile && $0.manifest.version == offer.pluginVersion }
        var followed =
            (exact ?? newest(offer.profile)).map {
                StationInstallation(district: district, station: station.offering(offer), plugin: $0)
            } ?? own
        if exact == nil {
            followed?.missing = PluginReference(id: offer.profile.rawValue, version: offer.pluginVersion)
        }
        return followed
    }
}

extension LocalBook {
    /// The hub's decisions on what the station offers, in force and still to come; empty until it told of one. One that this
    /// program can't read is left out.
    public func offers() async throws -> [OfferRevision] {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try await documents().filter { $0.key.hasPrefix("offer/") }.compactMap {
            try? decoder.decode(OfferRevision.self, from: $0.document)
        }
    }
}
