import Foundation
import Funding
import HubModel
import PageKit

/// Orders that money didn't follow, each with what to do: every text is ready.
struct FundingInboxPage: PageModel {
    static let template = "funding-inbox"

    struct Unfunded: Sendable {
        let order: String
        let place: String
        let service: String
        let wanted: MoneyAmount
        let note: String
        let time: String
        let fullTime: String
        let why: String
        let todo: String
        let remedies: [PageLink]
        /// Of who may recognise a service whose voucher was rejected.
        let bookAgain: BookAgain?
    }

    struct BookAgain: Sendable {
        let action: String
        let station: String
        let label: String
    }

    struct Exception: Sendable {
        let id: String
        let what: String
        let order: String
        let place: String
        let about: String
        let time: String
        let fullTime: String
        let todo: String
        /// Of who may settle it.
        let settling: [FormPage.Form]
    }

    let frame: PageFrame
    let tabs: FundingTabs
    let words: Words<FundingInboxWords, FundingWords>
    let kept: [PageParameter]
    let stations: [PageOption]
    let unfunded: [Unfunded]
    let unfundedCount: String
    /// Where orders are tried again, for who may.
    let retry: String?
    let exceptions: [Exception]
    let exceptionCount: String
    /// When there are more than are shown.
    let exceptionsShown: String?
    let next: PageLink?
    let token: String
    var error: String?
    var success: String?
}

extension FundingInboxPlace {
    /// As it stands in an address: microseconds since 1970, station and order.
    var text: String { "\(Int64((time.timeIntervalSince1970 * 1_000_000).rounded()))_\(station)_\(order)" }

    init?(text: String) {
        let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let micros = Int64(parts[0]), (0...253_402_300_799_000_000).contains(micros),
            let station = StationCode(rawValue: String(parts[1])), !parts[2].contains("\0")
        else { return nil }
        self.init(
            time: Date(timeIntervalSince1970: Double(micros) / 1_000_000), station: station, order: String(parts[2]))
    }
}
