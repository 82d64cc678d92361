import Foundation
import TestSupport

/// Wishes about vouchers, claims and payments.
extension FundingWorkload {
    private static let people: [SimulatedDistrict.Person] = [.officer, .colleague, .director, .director]

    mutating func decision(_ auditor: FundingAuditor, of keys: [String]? = nil) -> FundingWish {
        let keys = keys ?? auditor.waiting
        let approves = random.chance(93)
        let person = Self.people[random.below(4)]
        guard !keys.isEmpty else { return .follow([]) }
        let wrong = random.chance(4)
        let limit = approves ? 1 + random.below(max(1, pageSize * 2 / 3)) : 1 + random.below(3)
        let start = random.chance(70) ? 0 : random.below(keys.count)
        var chosen: [String] = []
        for key in keys[start...] where chosen.count < limit {
            guard let voucher = auditor.vouchers[key] else { continue }
            let isOpen =
                voucher.state == .waiting && voucher.preparedBy != person && !voucher.approvals.contains(person)
            // What was received may be spent already, and then all of a list would be refused.
            if isOpen || wrong { chosen.append(key) }
            if case .receipt = voucher.matter, isOpen, !approves { break }
        }
        return chosen.isEmpty ? .follow([]) : .decide(chosen, approves: approves, by: person)
    }

    mutating func claim(_ auditor: FundingAuditor) -> FundingWish {
        let owed = auditor.owed
        guard !owed.isEmpty, let first = auditor.orders[owed[random.below(owed.count)]], first.state == .verified,
            first.claim == nil
        else { return wrongClaim(auditor) }
        let limit = 1 + random.below(max(40, pageSize / 2))
        let (wantsVoucher, mixes) = (random.chance(85), random.chance(4))
        var chosen = [first.name]
        for name in owed where chosen.count < limit {
            guard name != first.name, let order = auditor.orders[name], order.state == .verified, order.claim == nil,
                order.station == first.station
            else { continue }
            if wantsVoucher, auditor.isServiceUnsure(order) { continue }
            if mixes || (order.line == first.line && order.payee == first.payee) { chosen.append(name) }
        }
        return .claim(chosen, of: first.station, id: id())
    }

    private mutating func wrongClaim(_ auditor: FundingAuditor) -> FundingWish {
        guard !auditor.lately.isEmpty, let order = auditor.orders[auditor.lately[random.below(auditor.lately.count)]]
        else { return .claim([], of: district.stations[0], id: id()) }
        let station = random.chance(80) ? order.station : district.stations[random.below(district.stations.count)]
        return .claim(random.chance(90) ? [order.name] : [], of: station, id: id())
    }

    private mutating func aClaim(
        _ auditor: FundingAuditor, _ states: Set<AuditedClaim.State>
    ) -> AuditedClaim? {
        if auditor.claimed.isEmpty { return nil }
        let exact = random.chance(92)
        for _ in 0..<12 {
            let claim = auditor.claims[auditor.claimed[random.below(auditor.claimed.count)]]
            if let claim, !exact || states.contains(claim.state) { return claim }
        }
        return nil
    }

    mutating func claimDecision(_ auditor: FundingAuditor) -> FundingWish {
        guard let claim = aClaim(auditor, [.submitted]) else { return .follow([]) }
        switch random.below(100) {
        case 0..<10: return .withdraw(claim.id, of: claim.station)
        case 10..<22: return .decideClaim(claim.id, approves: false)
        default: return .decideClaim(claim.id, approves: true)
        }
    }

    mutating func payment(_ auditor: FundingAuditor) -> FundingWish {
        guard let claim = aClaim(auditor, [.approved]), let source = district.money(claim.line.money)?.source else {
            return .follow([])
        }
        let method = random.chance(95) ? FundingAuditor.method(of: source) : "paid-from-quota"
        return .pay(claim.id, method: method, event: id())
    }

    mutating func giveBack(_ auditor: FundingAuditor) -> FundingWish {
        guard let claim = aClaim(auditor, [.paid]) else { return .follow([]) }
        let names = claim.orders.keys.sorted()
        var chosen = names.filter { claim.live.contains($0) && !claim.returning.contains($0) && random.chance(30) }
        if chosen.isEmpty || random.chance(5) { chosen.append(names[random.below(names.count)]) }
        return .giveBack(claim.id, orders: Array(Set(chosen)).sorted(), event: id())
    }

    mutating func reserveAgain(_ auditor: FundingAuditor) -> FundingWish {
        var found: AuditedOrder?
        for _ in 0..<6 {
            guard let claim = aClaim(auditor, [.paid]) else { continue }
            let names = claim.orders.keys.sorted()
            let returned = names.filter { auditor.orders[$0]?.state == .returned }
            found = auditor.orders[(returned.isEmpty ? names : returned)[0]]
            if found?.state == .returned { break }
        }
        guard let found else { return .follow([]) }
        return .reserveAgain(found.name, of: found.station, event: id())
    }

    mutating func reversal(_ auditor: FundingAuditor) -> FundingWish {
        // Some of services whose payment came back.
        if random.chance(25), case .reserveAgain(let name, let station, _) = reserveAgain(auditor),
            auditor.vouchers["\(station)/\(name)"] != nil
        {
            return .reverse("\(station)/\(name)", event: id())
        }
        guard !auditor.vouched.isEmpty else { return .follow([]) }
        return .reverse(auditor.vouched[random.below(auditor.vouched.count)], event: id())
    }
}
