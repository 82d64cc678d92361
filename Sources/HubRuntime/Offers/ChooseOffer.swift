public import Catalogue
public import Directory
public import DistrictConfig
public import Foundation
public import HubModel
import Logging
import PluginKit
public import Protection

/// Decides what a station offers from a moment on, and shows beforehand what that would do.
public struct ChooseOffer: Sendable {
    /// How many days ahead something may be decided.
    public static let longestLeadDays = 366

    private let database: HubDatabase
    private let configuration: ConfigurationInForce
    private let keeper: KeepOffers

    init(database: HubDatabase, configuration: ConfigurationInForce, keeper: KeepOffers) {
        self.database = database
        self.configuration = configuration
        self.keeper = keeper
    }

    /// What an offer would do to its station, with nothing changed [PRO-9].
    ///
    /// - Parameter hidesSmallCounts: whether counts of people below the district's limit are hidden from the reader.
    /// - Throws: ``OfferError`` when station or plugin are unknown; `PostgresError`.
    public func rehearse(
        _ offer: StationOffer, at code: StationCode, hidesSmallCounts: Bool
    ) async throws -> [StationImpact.Effect] {
        let current = configuration.current
        guard let station = current.station(code), let old = current.plugin(of: station) else {
            throw OfferError.unknownStation(code)
        }
        let new = try plugin(of: offer, in: current)
        let before = RehearseOffer.Side(station.offer(version: old.manifest.version), from: old)
        let rehearse = RehearseOffer(
            district: current.district, station: station, from: before, to: .init(offer, from: new),
            smallCountLimit: hidesSmallCounts ? current.district.smallCellLimit : 0,
            packages: current.profiles.values.flatMap(\.packages))
        return rehearse(enrolments: try await ReadRunningEnrolments(database: database)(at: code))
    }

    /// Decides for one station.
    ///
    /// - Throws: ``OfferError``, ``OvertakenOffer``, `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ draft: DecideOffer.Draft, by acting: Principal.Acting, source: String?, at now: Date
    ) async throws -> OfferDecision {
        let decisions = try await decide([draft], by: acting, source: source, at: now)
        guard let decision = decisions.first else { throw OfferError.noStation }
        return decision
    }

    /// Decides for several stations at once, all or none.
    ///
    /// - Throws: ``OfferError``, ``OvertakenOffer``, `PostgresError`, also when the person's role may not.
    func decide(
        _ drafts: [DecideOffer.Draft], by acting: Principal.Acting, source: String?, at now: Date
    ) async throws -> [OfferDecision] {
        let checked = try drafts.map { try check($0, at: now) }
        let decisions = try await DecideOffer(database: database)(checked, by: acting, source: source, at: now)
        // What is stored counts; should telling the stations fail, the keeper does it a little later.
        do { try await keeper.perform() } catch { keeper.logger.warning("offers are followed later: \(error)") }
        return decisions
    }

    private func check(_ draft: DecideOffer.Draft, at now: Date) throws -> DecideOffer.Draft {
        let current = configuration.current
        guard current.station(draft.station) != nil else { throw OfferError.unknownStation(draft.station) }
        let plugin = try plugin(of: draft.offer, in: current)
        guard !draft.offer.packages.isEmpty || !draft.offer.activities.isEmpty else {
            throw OfferError.nothingChosen(draft.station)
        }
        let violations = OfferRules.violations(of: draft.offer, from: plugin, in: current.district)
        guard violations.isEmpty else { throw OfferError.violated(draft.station, violations) }
        guard draft.effectiveAt < now + Double(Self.longestLeadDays) * 86_400 else { throw OfferError.tooFarAhead }
        var checked = draft
        // Nothing is decided for the past: facts of then were recorded under what was in force.
        checked.effectiveAt = max(draft.effectiveAt, now)
        return checked
    }

    private func plugin(of offer: StationOffer, in configuration: DistrictConfiguration) throws -> PluginData {
        guard let plugin = configuration.plugin(offer.profile, version: offer.pluginVersion) else {
            throw OfferError.unknownPlugin(offer.profile, version: offer.pluginVersion)
        }
        return plugin
    }
}
