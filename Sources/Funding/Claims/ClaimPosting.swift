import DistrictConfig
import Foundation
import HubModel

/// What the payment of a claim posts, for all its orders or for some of them. Pure.
struct ClaimPosting {
    let claim: Claim
    let line: FundingLine
    let context: FundingContext

    /// - Throws: ``FundingError/unknownFundingLine(_:)``
    init(_ claim: Claim, context: FundingContext) throws(FundingError) {
        guard let line = context.funding.line(claim.line.fundingLine) else {
            throw .unknownFundingLine(claim.line.fundingLine)
        }
        self.claim = claim
        self.line = line
        self.context = context
    }

    /// The orders' part, by the accounts that owe it.
    func shares(of orders: [ClaimedOrder], _ rule: PostingRule) throws(FundingError) -> [Posting.Share] {
        var sums: [BookDimensions: Int64] = [:]
        for order in orders {
            let dimensions = dimensions(of: order)
            let (sum, overflows) = sums[dimensions, default: 0].addingReportingOverflow(order.fen)
            guard !overflows else { throw .amountTooLarge }
            sums[dimensions] = sum
        }
        return sums.sorted {
            ($0.key.package ?? "", $0.key.profile ?? "") < ($1.key.package ?? "", $1.key.profile ?? "")
        }
        .map { dimensions, fen in
            Posting.Share(dimensions: dimensions, amounts: Dictionary(rule.amounts.map { ($0, fen) }) { $1 })
        }
    }

    /// Those of the entries by which the service was owed.
    private func dimensions(of order: ClaimedOrder) -> BookDimensions {
        BookDimensions(
            line: line, station: claim.station,
            profile: order.profile ?? context.package(order.package, claim.station)?.profile, package: order.package,
            payee: claim.payee)
    }

    /// - Parameter event: carries the sum of the orders as each of the rule's amounts.
    func posting(_ event: FundingEvent, _ rule: PostingRule, of orders: [ClaimedOrder]) throws(FundingError) -> Posting
    {
        try Posting(
            event, rule: rule, chart: context.funding.accounts, shares: try shares(of: orders, rule))
    }
}
