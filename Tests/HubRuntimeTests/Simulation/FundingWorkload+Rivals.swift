import Foundation
import TestSupport

/// Two wishes for one thing at the same moment, of which one may be granted.
///
/// Whoever wins, it comes to the same but for the names of things, so that a seed goes on in the same way.
extension FundingWorkload {
    mutating func rivals(_ auditor: FundingAuditor) -> (FundingWish, FundingWish)? {
        switch random.below(8) {
        case 0:
            guard case .claim(let names, let station, let first) = claim(auditor) else { return nil }
            return (.claim(names, of: station, id: first), .claim(names, of: station, id: id()))
        case 1: return rivalApprovals(auditor)
        case 2:
            guard case .pay(let claim, let method, let first) = payment(auditor) else { return nil }
            return (.pay(claim, method: method, event: first), .pay(claim, method: method, event: id()))
        case 3:
            guard case .reverse(let voucher, let first) = reversal(auditor) else { return nil }
            return (.reverse(voucher, event: first), .reverse(voucher, event: id()))
        case 4:
            guard case .giveBack(let claim, let names, let first) = giveBack(auditor) else { return nil }
            return (.giveBack(claim, orders: names, event: first), .giveBack(claim, orders: names, event: id()))
        case 5:
            guard case .reserveAgain(let name, let station, let first) = reserveAgain(auditor) else { return nil }
            return (
                .reserveAgain(name, of: station, event: first), .reserveAgain(name, of: station, event: id())
            )
        case 6:
            let month = FundingAuditor.month(of: now).adding(-1)
            return (.close(month), .close(month))
        default: return rivalMoves(auditor)
        }
    }

    private mutating func rivalApprovals(_ auditor: FundingAuditor) -> (FundingWish, FundingWish)? {
        let open = auditor.waiting.filter {
            guard let voucher = auditor.vouchers[$0], voucher.state == .waiting else { return false }
            return voucher.approvals.isEmpty
        }
        guard !open.isEmpty else { return nil }
        let start = random.below(open.count)
        // Two approve a large one together.
        var chosen = [open[start]]
        if auditor.vouchers[chosen[0]]?.approvalsNeeded == 1 {
            chosen = open[start...].prefix(5).filter { auditor.vouchers[$0]?.approvalsNeeded == 1 }
        }
        return (.decide(chosen, approves: true, by: .colleague), .decide(chosen, approves: true, by: .director))
    }
}
