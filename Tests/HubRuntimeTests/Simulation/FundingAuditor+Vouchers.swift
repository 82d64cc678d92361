import Foundation

/// What becomes of vouchers.
extension FundingAuditor {
    /// A voucher that waits; its entries are kept aside unless it takes others back.
    mutating func prepare(_ voucher: AuditedVoucher) {
        keep(voucher)
        if !voucher.isRed { post(voucher, aside: 1) }
        if let reverses = voucher.reverses, var original = vouchers[reverses] {
            original.takenBackBy.insert(voucher.key)
            keep(original)
        }
    }

    /// Those of a list are decided together or not at all.
    mutating func decide(_ keys: [String], approves: Bool, by person: SimulatedDistrict.Person) -> String {
        var answers: [String] = []
        var settled: [AuditedVoucher] = []
        var given = numbers
        for key in keys {
            guard var voucher = vouchers[key] else { return "voucherNotFound" }
            guard voucher.state == .waiting else { return "voucherSettled" }
            guard voucher.preparedBy != person else { return "ownVoucher" }
            guard !voucher.approvals.contains(person) else { return "decidedAlready" }
            if !approves {
                voucher.state = .rejected
                answers.append("rejected")
            } else {
                voucher.approvals.append(person)
                if voucher.approvals.count == voucher.approvalsNeeded {
                    given[voucher.month, default: 0] += 1
                    voucher.number = given[voucher.month]
                    voucher.state = .approved
                }
                answers.append(voucher.number.map { "numbered \($0)" } ?? "waits")
            }
            settled.append(voucher)
        }
        guard let after = budgets(after: settled.filter { $0.state != .waiting }) else { return "spentAlready" }
        lines = after
        numbers = given
        for voucher in settled {
            keep(voucher)
            if voucher.state != .waiting { settle(voucher) }
        }
        return answers.joined(separator: "\n")
    }

    /// What decisions do to budget lines; nil when what is to be taken back was spent.
    private func budgets(after vouchers: [AuditedVoucher]) -> [LineName: AuditedLine]? {
        var lines = lines
        for voucher in vouchers {
            var line = lines[voucher.line] ?? AuditedLine()
            let (fen, isApproved) = (voucher.total, voucher.state == .approved)
            switch voucher.matter {
            case .service:
                if !isApproved { line.accepted -= fen }
                if !isApproved { line.available += fen }
            case .receipt:
                if !isApproved { line.authorised -= fen }
                if !isApproved { line.available -= fen }
            case .payment:
                line.paying -= fen
                if isApproved { line.accepted -= fen }
                if isApproved { line.paid += fen }
            case .giveBack:
                line.returning -= fen
                if isApproved { line.paid -= fen }
                if isApproved { line.available += fen }
            case .redService(_, let withBudget):
                if isApproved, withBudget { line.accepted -= fen }
                if isApproved, withBudget { line.available += fen }
            case .redReceipt:
                if isApproved { line.authorised -= fen }
                if isApproved { line.available -= fen }
            }
            guard line.free >= 0, line.accepted - line.paying >= 0, line.paid - line.returning >= 0 else { return nil }
            lines[voucher.line] = line
        }
        return lines
    }

    private mutating func settle(_ voucher: AuditedVoucher) {
        if !voucher.isRed { post(voucher, aside: -1) }
        if voucher.state == .approved {
            post(voucher, in: voucher.month)
            approved(voucher)
        } else {
            if let reverses = voucher.reverses, var original = vouchers[reverses] {
                original.takenBackBy.remove(voucher.key)
                keep(original)
            }
            rejected(voucher)
        }
    }

    private mutating func post(_ voucher: AuditedVoucher, in month: MonthNumber) {
        for (place, sums) in sums(of: voucher) {
            let sign: Int64 = voucher.isRed ? -1 : 1
            books[place, default: [:]][month, default: AuditedSums()].debits += sign * sums.debits
            books[place, default: [:]][month, default: AuditedSums()].credits += sign * sums.credits
        }
    }

    private mutating func post(_ voucher: AuditedVoucher, aside sign: Int64) {
        for (place, sums) in sums(of: voucher) {
            aside[place, default: AuditedSums()].debits += sign * sums.debits
            aside[place, default: AuditedSums()].credits += sign * sums.credits
        }
    }

    private func sums(of voucher: AuditedVoucher) -> [(BookPlace, AuditedSums)] {
        voucher.entries.flatMap { entry in
            [(entry.debit, AuditedSums(debits: entry.fen)), (entry.credit, AuditedSums(credits: entry.fen))].map {
                let place = BookPlace(
                    book: entry.book, account: $0, money: voucher.line.money, station: voucher.station)
                return (place, $1)
            }
        }
    }

    private mutating func approved(_ voucher: AuditedVoucher) {
        switch voucher.matter {
        case .service, .receipt, .redReceipt: break
        case .payment(let claim): paid(claim)
        case .giveBack(let claim, let names): cameBack(names, of: claim)
        case .redService(let name, _):
            guard var order = orders[name], order.state == .verified || order.state == .returned else { return }
            order.state = .released
            order.reason = "reversed"
            order.changed = now
            keep(order)
        }
    }

    private mutating func rejected(_ voucher: AuditedVoucher) {
        switch voucher.matter {
        case .receipt, .redService, .redReceipt: break
        case .service(let name):
            guard var order = orders[name] else { return }
            show("voucher-rejected", order.fact)
            order.state = .unfunded
            order.reason = "voucher-rejected"
            order.line = nil
            order.changed = now
            keep(order)
        case .payment(let claim):
            claims[claim]?.state = .approved
            claims[claim]?.payment = nil
        case .giveBack(let claim, let names): claims[claim]?.returning.subtract(names)
        }
    }

    /// Takes a voucher back 红字冲销 by one that waits.
    mutating func reverse(_ key: String, _ event: UUID) -> String {
        let red = "\(event)"
        if vouchers[red] != nil { return "prepared" }
        guard let original = vouchers[key] else { return "voucherNotFound" }
        guard original.state == .approved, !original.isRed else { return "notReversible" }
        guard original.takenBackBy.isEmpty else { return "reversedAlready" }
        let matter: AuditedVoucher.Matter
        switch original.matter {
        case .payment: return "claimPayment"
        case .service(let name):
            guard let state = orders[name]?.state, state != .claimed, state != .paid else { return "paidService" }
            matter = .redService(order: name, withBudget: state != .returned)
        case .receipt(let line): matter = .redReceipt(line)
        case .giveBack, .redService, .redReceipt: return "notReversible"
        }
        openToday()
        events[original.event, default: 0] += 1
        prepare(
            AuditedVoucher(
                key: red, matter: matter, event: original.event, line: original.line, station: original.station,
                month: today, total: original.total, entries: original.entries, preparedBy: .officer, reverses: key))
        return "prepared"
    }
}
