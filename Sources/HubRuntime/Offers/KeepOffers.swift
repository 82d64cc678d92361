import Catalogue
import Directory
import DistrictConfig
import Foundation
import HubModel
import Logging
import Metrics
import PluginKit
import Protection
import ServiceLifecycle

/// Brings decisions on what stations offer into force at their moment, and tells the stations in advance.
///
/// Decisions made by another process of the hub are followed within ``longestPause``.
struct KeepOffers: Service {
    static let longestPause: TimeInterval = 15

    let database: HubDatabase
    let configuration: ConfigurationInForce
    let logger: Logger
    let now: @Sendable () -> Date

    /// Records what the configuration's files say, brings every station in line and publishes it.
    ///
    /// - Returns: how many changes were published.
    func begin() async throws -> Int {
        let moment = now()
        do {
            try await DecideOffer(database: database).configured(try await newlyConfigured(at: moment), at: moment)
        } catch is OvertakenOffer {
            // Another process that started at the same moment recorded the same.
            logger.info("the configuration's offers were recorded by another process")
        }
        _ = configuration.follow(try await decisions(), at: moment)
        return try await ApplyConfiguration(database: database)(
            configuration.current, offers: configuration.offers, at: moment)
    }

    /// Follows what was decided since, and what the clock has brought into force.
    ///
    /// - Returns: the next moment at which something comes into force.
    @discardableResult
    func perform() async throws -> Date? {
        let (decisions, moment) = (try await decisions(), now())
        let changed = configuration.follow(decisions, at: moment)
        if !changed.isEmpty {
            try await ApplyConfiguration(database: database)(
                configuration.current, offers: configuration.offers, to: changed, at: moment)
        }
        return decisions.values.compactMap { $0.scheduled(after: moment).first?.effectiveAt }.min()
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pause = Self.longestPause
                do {
                    if let next = try await perform() { pause = min(pause, max(0, next.timeIntervalSince(now()))) }
                } catch {
                    Counter(label: "offer_failures_total").increment()
                    logger.warning("offers could not be followed; tried again", metadata: ["error": "\(error)"])
                }
                // A little longer than asked, so that the moment has come when the clock is read.
                guard (try? await Task.sleep(for: .seconds(pause + 0.01))) != nil else { return }
            }
        }
    }

    private func decisions() async throws -> [StationCode: [OfferRevision]] {
        try await ReadOffers(database: database)(as: .district).mapValues { $0.map(\.revision) }
    }

    /// What stands in the files of stations that have no decision yet, or otherwise than when it was last taken from
    /// there: whoever edits a file decides by it.
    private func newlyConfigured(at moment: Date) async throws -> [DecideOffer.Draft] {
        let (decided, configuration) = (try await ReadOffers(database: database)(as: .district), configuration.current)
        return configuration.stations.compactMap { station in
            let decisions = decided[station.code] ?? []
            let inForce = decisions.map(\.revision).inForce(at: moment)?.offer
            guard let offer = Self.offer(of: station, in: configuration, inForce: inForce) else { return nil }
            let last = decisions.first { $0.origin == .configuration }?.revision.offer
            guard last?.choices != offer.choices else { return nil }
            return DecideOffer.Draft(
                station: station.code, offer: offer, effectiveAt: moment, basis: decisions.first?.revision.number ?? 0)
        }
    }

    /// Under the version that is in force, as long as it has all of what the file says; nil when no version can be used.
    private static func offer(
        of station: StationConfiguration, in configuration: DistrictConfiguration, inForce: StationOffer?
    ) -> StationOffer? {
        let kept = inForce.flatMap { $0.profile == station.profile ? $0.pluginVersion : nil }
        if let kept, let plugin = configuration.plugin(station.profile, version: kept) {
            let offer = station.offer(version: kept)
            if OfferRules.violations(of: offer, from: plugin, in: configuration.district).isEmpty { return offer }
        }
        return configuration.profiles[station.profile].map { station.offer(version: $0.manifest.version) }
    }
}

extension StationOffer {
    /// What a station's file says: all but the version.
    fileprivate var choices: StationOffer {
        var choices = self
        choices.pluginVersion = ""
        return choices
    }
}
