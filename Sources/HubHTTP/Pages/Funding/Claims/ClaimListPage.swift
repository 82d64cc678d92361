import Foundation
import Funding
import PageKit

/// A list of claims, for a station's manager with what can be claimed: every text is ready.
struct ClaimListPage: PageModel {
    static let template = "claims"

    struct Row: Sendable {
        let number: String
        let address: String
        let place: String
        let payee: String
        let line: String
        let total: MoneyAmount
        let stands: String
        /// Somebody has to do something about it.
        let isOpen: Bool
        let time: String
        let fullTime: String
    }

    /// Orders of one budget line to one payee.
    struct Group: Sendable {
        struct Choice: Sendable {
            let id: String
            let field: String
            let value: String
            let service: String
            let group: String
            let amount: MoneyAmount
            let isChosen: Bool
        }

        let id: String
        let key: String
        let heading: String
        let payee: String
        let chosen: String
        let limit: String?
        let claim: String
        let choices: [Choice]
    }

    let frame: PageFrame
    let tabs: FundingTabs?
    let words: Words<ClaimWords>
    let title: String
    let lead: String
    let action: String
    /// Where a claim is submitted.
    let submitting: String
    let kept: [PageParameter]
    let states: [PageOption]
    let stations: [PageOption]
    let hasStations: Bool
    let rows: [Row]
    let emptyTitle: String
    let next: PageLink?
    let token: String
    var groups: [Group] = []
    var isClaiming = false
    var error: String?
    var success: String?
}

extension ClaimCursor {
    /// As it stands in an address: microseconds since 1970 and the claim.
    var text: String { "\(Int64((submittedAt.timeIntervalSince1970 * 1_000_000).rounded()))_\(id.lowercased)" }

    init?(text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, let micros = Int64(parts[0]), (0...253_402_300_799_000_000).contains(micros),
            let id = UUID(uuidString: String(parts[1]))
        else { return nil }
        self.init(submittedAt: Date(timeIntervalSince1970: Double(micros) / 1_000_000), id: id)
    }
}
