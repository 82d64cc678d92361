import Foundation

/// How everything must stand, as `StoredFunding` reads it.
extension FundingAuditor {
    /// What is stored otherwise.
    func differences(to stored: StoredFunding) -> [String] {
        var found = stored.mistakes
        found += Self.compare(figures, stored.figures)
        if !stored.rows.isEmpty { found += Self.compare(rows, stored.rows) }
        for money in district.money where money.source == .appropriation || money.source == .otherLevel {
            // What came back is owed again with no budget set aside for it yet.
            let returned = orders.values.filter { $0.state == .returned && $0.line?.money == money.code }
                .reduce(Int64(0)) { $0 + ($1.actual ?? 0) }
            let accepted = stored.accepted[money.code] ?? 0
            let (owes, paid) = (stored.owes[money.code] ?? 0, stored.paid[money.code] ?? 0)
            let laidOut = stored.laidOut[money.code] ?? 0
            if accepted + returned != owes {
                found.append("\(money.code) has accepted \(accepted), \(returned) came back and \(owes) is owed")
            }
            if paid != laidOut { found.append("\(money.code) has paid \(paid) and laid out \(laidOut)") }
        }
        return found
    }

    private static func compare(_ expected: [String: String], _ stored: [String: String]) -> [String] {
        var found: [String] = []
        for (name, figure) in expected where stored[name] != figure {
            found.append("\(name) is \(stored[name] ?? "missing"), not \(figure)")
        }
        for (name, figure) in stored where expected[name] == nil { found.append("\(name) is \(figure), not known") }
        return found.sorted()
    }

    private var figures: [String: String] {
        var figures: [String: String] = [:]
        var sums: [String: Int64] = [:]
        for (name, line) in lines {
            let text = "line \(name.money) \(name.station ?? "-") \(name.first)..\(name.last)"
            sums["\(text) authorised"] = line.authorised
            sums["\(text) available"] = line.available
            sums["\(text) reserved"] = line.reserved
            sums["\(text) accepted"] = line.accepted
            sums["\(text) paying"] = line.paying
            sums["\(text) paid"] = line.paid
            sums["\(text) returning"] = line.returning
            sums["\(text) frozen"] = line.frozen
        }
        for (place, months) in books {
            for (month, moved) in months {
                sums["book \(place.text) \(month) debits"] = moved.debits
                sums["book \(place.text) \(month) credits"] = moved.credits
            }
        }
        for (place, waiting) in aside {
            sums["aside \(place.text) debits"] = waiting.debits
            sums["aside \(place.text) credits"] = waiting.credits
        }
        for (name, sum) in sums where sum != 0 { figures[name] = "\(sum)" }
        for (month, isOpen) in months { figures["month \(month)"] = isOpen ? "open" : "closed" }
        for (month, number) in numbers { figures["series \(month)"] = "\(number)" }
        for (code, count) in events { figures["events \(code)"] = "\(count)" }
        for (code, count) in shown { figures["shown \(code)"] = "\(count)" }
        figures["claimed orders live"] = "\(claims.values.reduce(0) { $0 + $1.live.count })"
        figures.merge(groups) { first, _ in first }
        return figures
    }

    private var groups: [String: String] {
        var groups: [String: [Int64]] = [:]
        func add(_ name: String, _ figures: [Int64]) {
            groups[name] = zip(groups[name] ?? figures.map { _ in 0 }, figures).map { $0 + $1 }
        }
        for order in orders.values {
            add(
                "orders \(order.station) \(order.line?.money ?? "-") \(order.state.rawValue) \(order.reason ?? "-")",
                [1, order.wanted, order.actual ?? 0])
        }
        for voucher in vouchers.values {
            let red = voucher.isRed ? "red" : "-"
            add(
                "vouchers \(voucher.month) \(voucher.event) \(voucher.state.rawValue) \(red)", [1, voucher.total])
        }
        for claim in claims.values { add("claims \(claim.station) \(claim.state.rawValue)", [1, claim.total]) }
        return groups.mapValues { $0.map(String.init).joined(separator: " ") }
    }

    private var rows: [String: String] {
        var rows: [String: String] = [:]
        for order in orders.values { rows[order.name] = "\(order.station) \(order.text)" }
        for voucher in vouchers.values {
            rows[voucher.key] =
                "\(voucher.state.rawValue) \(voucher.total) \(voucher.month) \(voucher.number.map(String.init) ?? "-")"
        }
        for claim in claims.values { rows["\(claim.id)"] = "\(claim.state.rawValue) \(claim.total) \(claim.payee)" }
        return rows
    }
}

extension BookPlace {
    fileprivate var text: String { "\(book) \(account) \(money) \(station ?? "-")" }
}
