import Foundation
import Funding
import HubRuntime
import Identity
import PrometheusMetrics
import Protection

/// What groups of routes are made of: the running hub, and how it is reached.
struct HubServices: Sendable {
    let hub: Hub
    let pages: PageMaker
    let settings: HubHTTPSettings
    /// Nil when nothing is measured.
    let metrics: PrometheusRegistry?
    /// Where Debian's `libjs-*` packages put their files.
    let assets: URL
    /// The hub's clock.
    let now: @Sendable () -> Date

    var database: HubDatabase { hub.database }
    var funding: FundingDesk { hub.funding }
    /// How accounts are called.
    var names: NameAccounts { NameAccounts(hub.identity) }
    var fundingNaming: FundingNaming { FundingNaming(hub.configuration) }
    var orderNaming: OrderNaming { OrderNaming(configuration: hub.configuration) }
    var readResident: ReadResident { ReadResident(database: database, rules: hub.rules, keys: hub.keys) }
}
