public import DistrictConfig
import Foundation
import HubModel
import Synchronization

/// The district's configuration with what each station offers at the moment; it changes while the hub runs.
///
/// What a page or a figure needs of it is read once at its beginning, so that one answer never mixes two states.
public final class ConfigurationInForce: Sendable {
    private struct State {
        var current: DistrictConfiguration
        var offers: [StationCode: [OfferRevision]] = [:]
        var decisions = 0
    }

    private let files: DistrictConfiguration
    private let state: Mutex<State>

    /// - Parameter configuration: as its files say it.
    public init(_ configuration: DistrictConfiguration) {
        files = configuration
        state = Mutex(State(current: configuration))
    }

    public var current: DistrictConfiguration { state.withLock { $0.current } }

    /// By station, the decision in force and those still to come.
    var offers: [StationCode: [OfferRevision]] { state.withLock { $0.offers } }

    /// Takes over every decision that there is. Decisions are only ever added, so fewer than before are an older reading
    /// and change nothing.
    ///
    /// - Returns: the stations that offer something else now, or will from another moment on.
    func follow(_ decisions: [StationCode: [OfferRevision]], at now: Date) -> Set<StationCode> {
        let count = decisions.values.reduce(0) { $0 + $1.count }
        let offers = decisions.mapValues { revisions in
            [revisions.inForce(at: now)].compactMap { $0 } + revisions.scheduled(after: now)
        }
        return state.withLock { state in
            guard count >= state.decisions else { return [] }
            state.decisions = count
            let changed = files.stations.map(\.code).filter { offers[$0] != state.offers[$0] }
            guard !changed.isEmpty else { return [] }
            state.offers = offers
            state.current = files.offering(
                decisions.compactMapValues { $0.inForce(at: now)?.offer })
            return Set(changed)
        }
    }
}
