import Foundation
import HubModel
import Postgres

/// The statements by which the hub looks at its orders again: occurred, station, order.
enum OrderPassQueries {
    /// Orders that reserved before a moment and were not heard of since.
    static func idleReservations(before moment: Date, after pass: OrderPass?, limit: Int) -> Query {
        """
        SELECT occurred_at, station_id, order_id FROM order_funding
        WHERE state = 'reserved' AND changed_at < \(moment) AND \(later(than: pass))
        ORDER BY occurred_at, station_id, order_id LIMIT \(Int64(limit))
        """
    }

    /// Orders without a budget behind them that a budget would help, the oldest first.
    static func unfunded(after pass: OrderPass?, limit: Int) -> Query {
        """
        SELECT occurred_at, station_id, order_id FROM order_funding
        WHERE state = 'unfunded' AND \(wantsBudget) AND \(later(than: pass))
        ORDER BY occurred_at, station_id, order_id LIMIT \(Int64(limit))
        """
    }

    /// The same of a station's packages.
    static func unfunded(of station: StationCode, packages: [String], limit: Int) -> Query {
        """
        SELECT occurred_at, station_id, order_id FROM order_funding
        WHERE state = 'unfunded' AND \(wantsBudget) AND station_id = \(station.rawValue) AND package = ANY (\(packages))
        ORDER BY occurred_at, station_id, order_id LIMIT \(Int64(limit))
        """
    }

    /// The packages of a station's orders that wait for a budget.
    static func unfundedPackages(of station: StationCode) -> Query {
        """
        SELECT DISTINCT package FROM order_funding
        WHERE state = 'unfunded' AND \(wantsBudget) AND station_id = \(station.rawValue) ORDER BY 1
        """
    }

    private static var wantsBudget: Query {
        let reasons: [OrderFunding.Reason] = [.noBudgetLine, .budgetExhausted, .unknownPackage]
        return "reason = ANY (\(reasons.map(\.rawValue)))"
    }

    private static func later(than pass: OrderPass?) -> Query {
        """
        (\(pass?.occurredAt)::timestamptz IS NULL OR (occurred_at, station_id, order_id)
            > (\(pass?.occurredAt), \(pass?.key.station.rawValue), \(pass?.key.order)))
        """
    }
}
