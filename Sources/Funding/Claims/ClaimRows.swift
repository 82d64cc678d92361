import Foundation
import HubModel
import Postgres

/// Reads claims and their orders as ``ClaimQueries`` gives them.
enum ClaimRows {
    static func claims(_ rows: [Row]) throws -> [Claim] {
        try rows.compactMap { row in
            guard let station = StationCode(rawValue: try row.decode("claimant")),
                let line = try LineRows.decode([row]).first,
                let state = Claim.State(rawValue: try row.decode("state"))
            else { return nil }
            return Claim(
                id: try row.decode("claim_id"), number: try row.decode("number"), station: station, line: line,
                payee: try row.decode("payee"), totalFen: try row.decode("total_fen"), state: state,
                submittedBy: try row.decode("submitted_by"), submittedAt: try row.decode("submitted_at"),
                decidedBy: try row.decode("decided_by"), decidedAt: try row.decode("decided_at"),
                reason: try row.decode("reason"), payment: try row.decode("payment"))
        }
    }

    /// An order with the line and the payee it is owed by and to.
    struct Owed {
        var order: ClaimedOrder
        var line: UUID?
        var payee: String
    }

    static func orders(_ rows: [Row]) throws -> [Owed] {
        try rows.compactMap { row in
            guard let state = OrderFunding.State(rawValue: try row.decode("state")) else { return nil }
            let order = ClaimedOrder(
                order: try row.decode("order_id"), package: try row.decode("package"), item: try row.decode("item"),
                subsidyGroup: try row.decode("subsidy_group"), fen: try row.decode("fen"),
                isLive: try row.decode("live"), isReturning: try row.decode("returning"), state: state,
                verification: try row.decode("verification"), occurredAt: try row.decode("occurred_at"),
                profile: try row.decode("profile"))
            return Owed(order: order, line: try row.decode("budget_line_id"), payee: try row.decode("payee"))
        }
    }
}
