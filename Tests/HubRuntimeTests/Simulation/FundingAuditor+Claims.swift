import Foundation

/// What becomes of claims and payments.
extension FundingAuditor {
    mutating func claim(_ asked: [String], of station: String, id: UUID) -> String {
        if let standing = claims[id] { return "claimed \(standing.total)" }
        let names = Set(asked).sorted()
        guard (1...500).contains(names.count) else { return "orderCount" }
        let found = names.compactMap { orders[$0] }.filter { $0.station == station }
        guard found.count == names.count else { return "notVerified" }
        if let other = found.first(where: { $0.state != .verified }) {
            return other.state == .claimed || other.state == .paid ? "claimedAlready" : "notVerified"
        }
        guard let line = found[0].line, let payee = found[0].payee else { return "notVerified" }
        guard found.allSatisfy({ $0.line == line && $0.payee == payee }) else { return "mixed" }
        guard found.allSatisfy({ $0.claim == nil }) else { return "claimedAlready" }
        let claim = AuditedClaim(
            id: id, station: station, line: line, payee: payee,
            orders: Dictionary(found.map { ($0.name, $0.actual ?? 0) }) { first, _ in first }, live: Set(names))
        claims[id] = claim
        claimed.append(id)
        attach(names, to: id)
        return "claimed \(claim.total)"
    }

    private mutating func attach(_ names: some Collection<String>, to claim: UUID?) {
        for name in names {
            guard var order = orders[name] else { continue }
            order.claim = claim
            keep(order)
        }
    }

    private mutating func move(_ names: some Collection<String>, to state: AuditedOrder.State) {
        for name in names {
            guard var order = orders[name], order.state != state else { continue }
            order.state = state
            order.changed = now
            keep(order)
        }
    }

    mutating func withdraw(_ id: UUID) -> String {
        guard let claim = claims[id] else { return "notFound" }
        guard claim.state == .submitted else { return "settled \(claim.state.rawValue)" }
        comeToNothing(claim, .withdrawn)
        return "withdrawn"
    }

    private mutating func comeToNothing(_ claim: AuditedClaim, _ state: AuditedClaim.State) {
        claims[claim.id]?.state = state
        claims[claim.id]?.live = []
        attach(claim.live.sorted(), to: nil)
        // They may be claimed again.
        move(claim.live.sorted().filter { orders[$0]?.state == .claimed }, to: .verified)
    }

    mutating func approveClaim(_ id: UUID) -> String {
        guard let claim = claims[id] else { return "notFound" }
        guard claim.state == .submitted else { return "settled \(claim.state.rawValue)" }
        let owed = claim.live.compactMap { orders[$0] }
        guard owed.allSatisfy({ $0.state == .verified && $0.actual == claim.orders[$0.name] && $0.line == claim.line })
        else { return "changed" }
        let unsure = owed.count { isServiceUnsure($0) }
        guard unsure == 0 else { return "servicesWait \(unsure)" }
        claims[id]?.state = .approved
        move(claim.live.sorted(), to: .claimed)
        return "approved"
    }

    /// Whether the voucher of a service is not approved, or is being taken back.
    func isServiceUnsure(_ order: AuditedOrder) -> Bool {
        guard let voucher = vouchers["\(order.station)/\(order.name)"] else { return false }
        return voucher.state != .approved || !voucher.takenBackBy.isEmpty
    }

    mutating func rejectClaim(_ id: UUID) -> String {
        guard let claim = claims[id] else { return "notFound" }
        guard claim.state == .submitted || claim.state == .approved else { return "settled \(claim.state.rawValue)" }
        comeToNothing(claim, .rejected)
        return "rejected"
    }

    /// The usual way of paying money of a source.
    static func method(of source: SimulatedDistrict.Source) -> String {
        switch source {
        case .appropriation: "paid-by-treasury"
        case .otherLevel: "paid-from-bank"
        case .entrusted: "paid-from-fund"
        case .company: "company-provider-paid"
        }
    }

    mutating func pay(_ id: UUID, _ method: String, _ event: UUID) -> String {
        guard let claim = claims[id], let source = district.money(claim.line.money)?.source else { return "notFound" }
        if claim.payment == event { return "prepared" }
        guard claim.state == .approved else { return "settled \(claim.state.rawValue)" }
        guard method == Self.method(of: source) else { return "otherMethod" }
        openToday()
        events[method, default: 0] += 1
        claims[id]?.state = .paying
        claims[id]?.payment = event
        let entries = Self.payment(claim.total, source)
        if entries.isEmpty {
            // Its provider was paid by the company: no book tells of it, so nobody approves.
            lines[claim.line]?.accepted -= claim.total
            lines[claim.line]?.paid += claim.total
            paid(id)
        } else {
            lines[claim.line]?.paying += claim.total
            prepare(
                AuditedVoucher(
                    key: "\(event)", matter: .payment(claim: id), event: method, line: claim.line,
                    station: claim.station, month: today, total: claim.total, entries: entries, preparedBy: .officer))
        }
        return "prepared"
    }

    private static func payment(_ fen: Int64, _ source: SimulatedDistrict.Source) -> [AuditedEntry] {
        switch source {
        case .appropriation:
            [
                AuditedEntry(book: "financial", debit: "2302", credit: "4001", fen: fen),
                AuditedEntry(book: "budgetary", debit: "7101", credit: "6001", fen: fen),
            ]
        case .otherLevel:
            [
                AuditedEntry(book: "financial", debit: "2302", credit: "1002", fen: fen),
                AuditedEntry(book: "budgetary", debit: "7101", credit: "800101", fen: fen),
            ]
        case .entrusted: [AuditedEntry(book: "financial", debit: "2901", credit: "1002", fen: fen)]
        case .company: []
        }
    }

    mutating func paid(_ id: UUID) {
        guard let claim = claims[id] else { return }
        claims[id]?.state = .paid
        move(claim.live.sorted(), to: .paid)
    }

    mutating func giveBack(_ id: UUID, _ asked: [String], _ event: UUID) -> String {
        guard let claim = claims[id], let source = district.money(claim.line.money)?.source else { return "notFound" }
        guard claim.state == .paid, let payment = claim.payment else { return "settled \(claim.state.rawValue)" }
        let names = asked.filter { claim.orders[$0] != nil }
        if done.contains(event), names.contains(where: claim.returning.contains) { return "prepared" }
        guard !names.isEmpty else { return "orderCount" }
        guard asked.allSatisfy({ claim.live.contains($0) && !claim.returning.contains($0) }) else { return "notPaid" }
        openToday()
        done.insert(event)
        events["payment-returned", default: 0] += 1
        let fen = names.reduce(0) { $0 + (claim.orders[$1] ?? 0) }
        let entries = Self.payment(fen, source)
        if entries.isEmpty {
            lines[claim.line]?.paid -= fen
            lines[claim.line]?.available += fen
            cameBack(names, of: id)
        } else {
            lines[claim.line]?.returning += fen
            claims[id]?.returning.formUnion(names)
            prepare(
                AuditedVoucher(
                    key: "\(event)", matter: .giveBack(claim: id, orders: names), event: "payment-returned",
                    line: claim.line, station: claim.station, month: today, total: fen, entries: entries,
                    preparedBy: .officer, reverses: "\(payment)"))
        }
        return "prepared"
    }

    mutating func cameBack(_ names: [String], of claim: UUID) {
        claims[claim]?.live.subtract(names)
        claims[claim]?.returning.subtract(names)
        attach(names, to: nil)
        move(names, to: .returned)
    }

    /// Sets money aside anew for a service whose payment came back; it is owed at once.
    mutating func reserveAgain(_ name: String, _ event: UUID) -> String {
        guard var order = orders[name], order.state == .returned, let line = order.line, let fen = order.actual else {
            return "notReturned"
        }
        guard !isServiceUnsure(order) else { return "servicesWait 1" }
        let free = lines[line]?.free ?? 0
        guard free >= fen else { return "budgetExhausted \(free)" }
        openToday()
        events["order-accepted", default: 0] += 1
        lines[line]?.available -= fen
        lines[line]?.accepted += fen
        order.state = .verified
        order.changed = now
        keep(order)
        return "reserved"
    }
}
