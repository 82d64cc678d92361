import Foundation
import HubModel
import Ledger
import Postgres

/// Reads the money of orders as ``FundingQueries/lockOrders(_:)`` gives it.
enum OrderRows {
    static func decode(_ rows: [Row]) throws -> [OrderKey: OrderFunding] {
        var orders: [OrderKey: OrderFunding] = [:]
        for row in rows {
            let (station, order, state, reason, package, item, group) = try row.decode(
                String.self, String.self, String.self, String?.self, String.self, String.self, String?.self)
            guard let station = StationCode(rawValue: station), let state = OrderFunding.State(rawValue: state) else {
                continue
            }
            let reservation = try row.decode("reservation", as: UUID?.self)
            let number = try row.decode("reservation_number", as: Int16?.self)
            orders[OrderKey(station: station, order: order)] = OrderFunding(
                state: state, reason: reason.flatMap(OrderFunding.Reason.init(rawValue:)), package: package, item: item,
                subsidyGroup: group, wantedFen: try row.decode("wanted_fen"), actualFen: try row.decode("actual_fen"),
                budgetLine: try row.decode("budget_line_id"),
                reservation: reservation.map { TransferID(event: $0, number: Int(number ?? 1)) },
                verification: try row.decode("verification"), payee: try row.decode("payee"),
                profile: try row.decode("profile"), occurredAt: try row.decode("occurred_at"))
        }
        return orders
    }
}
