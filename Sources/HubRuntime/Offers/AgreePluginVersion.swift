public import Catalogue
public import Directory
import DistrictConfig
public import Foundation
public import HubModel
public import Protection

/// Moves the stations of a profile to another version of its plugin, newer or older, each with the choices it has, and
/// shows beforehand what that would do [PRO-9].
public struct AgreePluginVersion: Sendable {
    private let database: HubDatabase
    private let configuration: ConfigurationInForce
    private let choose: ChooseOffer

    init(database: HubDatabase, configuration: ConfigurationInForce, choose: ChooseOffer) {
        self.database = database
        self.configuration = configuration
        self.choose = choose
    }

    /// What the version would do, with nothing changed.
    ///
    /// - Parameters:
    ///   - from: the version compared with; stations that work by another one are left out.
    ///   - hidesSmallCounts: whether counts of people below the district's limit are hidden from the reader.
    /// - Throws: ``OfferError/unknownPlugin(_:version:)``, `PostgresError`.
    public func rehearse(
        _ profile: ProfileCode, from old: String, to new: String, hidesSmallCounts: Bool
    ) async throws -> Rehearsal {
        let current = configuration.current
        guard let before = current.plugin(profile, version: old) else {
            throw OfferError.unknownPlugin(profile, version: old)
        }
        guard let after = current.plugin(profile, version: new) else {
            throw OfferError.unknownPlugin(profile, version: new)
        }
        let stations = current.stations.filter { $0.profile == profile && current.plugin(of: $0) == before }
        let rehearse = RehearsePlugin(
            district: current.district, from: before, to: after,
            smallCountLimit: hidesSmallCounts ? current.district.smallCellLimit : 0)
        return rehearse(stations, enrolments: try await ReadRunningEnrolments(database: database)(of: profile))
    }

    /// Moves stations, all or none.
    ///
    /// - Throws: ``OfferError``, also when a station's choices can't be kept; ``OvertakenOffer``; `PostgresError`, also when
    ///   the person's role may not.
    public func callAsFunction(
        _ profile: ProfileCode, version: String, stations: [StationCode], effectiveAt: Date,
        by acting: Principal.Acting, source: String?, at now: Date
    ) async throws -> [OfferDecision] {
        let current = configuration.current
        let decided = try await ReadOffers(database: database)(as: .person(acting))
        let drafts = try stations.map { code -> DecideOffer.Draft in
            guard let station = current.station(code), station.profile == profile else {
                throw OfferError.unknownStation(code)
            }
            var offer = station.offer(version: version)
            offer.pluginVersion = version
            return DecideOffer.Draft(
                station: code, offer: offer, effectiveAt: effectiveAt,
                basis: decided[code]?.first?.revision.number ?? 0)
        }
        guard !drafts.isEmpty else { throw OfferError.noStation }
        return try await choose.decide(drafts, by: acting, source: source, at: now)
    }
}
