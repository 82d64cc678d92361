import Foundation
import PageKit
import Services

/// The list of a station's orders: every text is ready.
struct OrderListPage: PageModel {
    static let template = "orders"

    struct Row: Sendable {
        let number: String
        let address: String
        let service: String
        let package: String
        let resident: String
        let amount: String
        let state: String
        /// Something has to be done by the station.
        let isOpen: Bool
        let performer: String
        let placed: String
        let fullTime: String
    }

    let frame: PageFrame
    let words: Words<OrderWords>
    let new: PageLink
    let action: String
    let kept: [PageParameter]
    let states: [PageOption]
    let packages: [PageOption]
    let sorts: [PageOption]
    let rows: [Row]
    let emptyTitle: String
    let emptyHint: String?
    let next: PageLink?
}

extension OrderCursor {
    /// As it stands in an address: seconds since 1970 and the order.
    var text: String { "\(Int64(beganAt.timeIntervalSince1970))_\(order)" }

    init?(text: String) {
        let parts = text.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let seconds = Int64(parts[0]), (0...253_402_300_799).contains(seconds),
            !parts[1].contains("\0")
        else { return nil }
        self.init(beganAt: Date(timeIntervalSince1970: Double(seconds)), order: String(parts[1]))
    }
}
