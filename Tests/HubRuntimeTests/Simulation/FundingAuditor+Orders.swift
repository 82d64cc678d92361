import Foundation

/// What becomes of orders.
extension FundingAuditor {
    /// In turns, in which each order takes its next step; what was verified before there was money comes first.
    mutating func follow(_ steps: [OrderStep]) {
        if steps.isEmpty { return }
        openToday()
        var queue = steps
        while !queue.isEmpty {
            var taken: Set<String> = []
            var later: [OrderStep] = []
            var next: [OrderStep] = []
            for step in queue {
                if !taken.insert(step.order).inserted {
                    later.append(step)
                } else if let following = take(step) {
                    next.insert(following, at: 0)
                }
            }
            queue = next + later
        }
    }

    /// - Parameter limit: the oldest are tried.
    mutating func retry(_ names: [String], limit: Int = .max) -> String {
        let curable: Set<String?> = ["no-budget-line", "budget-exhausted", "unknown-package"]
        let found = names.compactMap { orders[$0] }.filter { $0.state == .unfunded && curable.contains($0.reason) }
            .sorted { ($0.occurred, $0.station, $0.name) < ($1.occurred, $1.station, $1.name) }
        follow(found.prefix(limit).map { hubsOwn(.retried, $0, at: $0.occurred) })
        return "looked at \(found.count)"
    }

    /// After sixty days of which nothing was heard.
    mutating func release() -> String {
        let idle = reserved.compactMap { orders[$0] }.filter { $0.changed < now - 60 * 86_400 }
            .sorted { ($0.occurred, $0.station, $0.name) < ($1.occurred, $1.station, $1.name) }
        follow(idle.map { hubsOwn(.expired, $0, at: now) })
        return "looked at \(idle.count)"
    }

    private func hubsOwn(_ kind: OrderStep.Kind, _ order: AuditedOrder, at time: Int) -> OrderStep {
        OrderStep(
            kind: kind, order: order.name, station: order.station, package: order.package, fen: order.wanted,
            occurred: time)
    }

    /// - Returns: the step that follows at once.
    private mutating func take(_ step: OrderStep) -> OrderStep? {
        switch step.kind {
        case .accepted: return accept(step)
        case .retried: return orders[step.order]?.state == .unfunded ? accept(step) : nil
        case .verified: return verify(step)
        case .cancelled: cancel(step)
        case .expired:
            if let order = orders[step.order], order.state == .reserved { giveUp(order, "expired") }
        }
        return nil
    }

    private mutating func refuse(_ step: OrderStep, _ code: String) {
        let isHub = step.kind == .retried || step.kind == .expired
        if !isHub { show(code, step.fact) }
    }

    private mutating func accept(_ step: OrderStep) -> OrderStep? {
        guard let order = orders[step.order] else { return step.fen > 0 ? reserve(step, step.fen) : nil }
        if order.reason == "voucher-rejected" {
            refuse(step, "voucher-rejected")
            return nil
        }
        let wanted = max(step.fen, order.actual ?? 0)
        switch order.state {
        case .unfunded where wanted == 0:
            var free = order
            free.state = .released
            free.reason = "nothing-to-pay"
            keep(free)
        case .reserved where wanted == 0: giveUp(order, "nothing-to-pay")
        case .unfunded: return reserve(step, wanted)
        case .reserved: return wanted == order.wanted ? nil : reserve(step, wanted)
        case .released where order.reason == "nothing-to-pay": return wanted == 0 ? nil : reserve(step, wanted)
        case .released: refuse(step, "accepted-after-cancel")
        case .verified, .claimed, .paid, .returned:
            if step.fen != order.wanted { refuse(step, "accepted-after-verification") }
        }
        return nil
    }

    private mutating func verify(_ step: OrderStep) -> OrderStep? {
        guard var order = orders[step.order] else {
            if step.fen == 0 { return nil }
            var unheard = fresh(step, step.fen)
            unheard.actual = step.fen
            unheard.reason = "not-accepted"
            keep(unheard)
            refuse(step, "verified-unaccepted")
            return nil
        }
        switch order.state {
        case .unfunded:
            order.actual = step.fen
            keep(order)
        case .reserved where step.fen == 0: giveUp(order, "nothing-to-pay")
        case .reserved where step.fen <= order.wanted: owe(order, step)
        case .reserved:
            if order.actual != step.fen { order.changed = now }
            order.actual = step.fen
            keep(order)
            refuse(step, "above-reservation")
        case .released where step.fen == 0: break
        case .released where order.reason == "expired": return reserve(step, step.fen, verified: true)
        case .released: refuse(step, "verified-after-cancel")
        case .verified, .claimed, .paid, .returned:
            if order.actual != step.fen { refuse(step, "verified-twice") }
        }
        return nil
    }

    private mutating func cancel(_ step: OrderStep) {
        var order = orders[step.order] ?? fresh(step, step.fen)
        switch order.state {
        case .unfunded:
            order.state = .released
            order.reason = "cancelled"
            keep(order)
        case .reserved: giveUp(order, "cancelled")
        case .released: break
        case .verified, .claimed, .paid, .returned: refuse(step, "cancelled-after-verification")
        }
    }

    private func fresh(_ step: OrderStep, _ fen: Int64) -> AuditedOrder {
        AuditedOrder(
            name: step.order, station: step.station, state: .unfunded, package: step.package, wanted: fen,
            occurred: step.occurred, changed: now)
    }

    /// Reserves all of it or nothing; what was reserved before is given back with it, or stays.
    private mutating func reserve(_ step: OrderStep, _ fen: Int64, verified: Bool = false) -> OrderStep? {
        let before = orders[step.order]
        var order = fresh(step, fen)
        order.actual = verified ? fen : before?.actual
        order.payee = payee(step, before)
        let held = before?.state == .reserved ? before : nil
        let money = district.packages.first { $0.code == step.package }?.line
        let paying = money.flatMap { line(of: $0, at: step.station, in: booking(of: step.occurred)) }
        let back = held.map { $0.line == paying ? $0.wanted : 0 } ?? 0
        guard let paying, let standing = lines[paying], standing.free + back >= fen else {
            let reason = money == nil ? "unknown-package" : paying == nil ? "no-budget-line" : "budget-exhausted"
            order.reason = reason
            if held == nil { keep(order) }
            refuse(step, reason)
            return nil
        }
        if let held, let line = held.line { lines[line]?.reserved -= held.wanted }
        lines[paying]?.reserved += fen
        events["order-accepted", default: 0] += 1
        order.state = .reserved
        order.line = paying
        keep(order)
        guard let actual = order.actual else { return nil }
        var following = step
        // The hub's own step stays without a fact.
        following.kind = .verified
        following.fen = actual
        return following
    }

    /// The line for the fewest months of those that pay for the month, then the earliest.
    func line(of money: String, at station: String, in month: MonthNumber) -> LineName? {
        lines.keys.filter { $0.money == money && $0.station == station && ($0.first...$0.last).contains(month) }
            .min { ($0.last.number - $0.first.number, $0.first) < ($1.last.number - $1.first.number, $1.first) }
    }

    private func payee(_ step: OrderStep, _ order: AuditedOrder?) -> String {
        if step.performer == nil, let known = order?.payee { return known }
        return step.performer ?? step.station
    }

    private mutating func giveUp(_ order: AuditedOrder, _ reason: String) {
        guard let line = order.line else { return }
        var order = order
        lines[line]?.reserved -= order.wanted
        events["order-released", default: 0] += 1
        order.state = .released
        order.reason = reason
        order.changed = now
        keep(order)
    }

    /// The service is owed, what was reserved beyond it is free again, and a voucher waits where it costs the unit something.
    private mutating func owe(_ order: AuditedOrder, _ step: OrderStep) {
        guard let line = order.line, let source = district.money(line.money)?.source else { return }
        var order = order
        lines[line]?.reserved -= order.wanted
        lines[line]?.available -= step.fen
        lines[line]?.accepted += step.fen
        order.payee = payee(step, order)
        order.state = .verified
        order.reason = nil
        order.actual = step.fen
        order.changed = now
        order.fact = step.fact
        let event = source == .company ? "company-service-verified" : "service-verified"
        events[event, default: 0] += 1
        if source == .appropriation || source == .otherLevel {
            prepare(
                AuditedVoucher(
                    key: "\(order.station)/\(order.name)", matter: .service(order: order.name), event: event,
                    line: line,
                    station: order.station, month: booking(of: step.occurred), total: step.fen,
                    entries: [AuditedEntry(book: "financial", debit: "5001", credit: "2302", fen: step.fen)]))
        }
        keep(order)
    }
}
