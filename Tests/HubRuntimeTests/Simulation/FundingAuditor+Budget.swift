import Foundation

/// What becomes of wishes about budget lines.
extension FundingAuditor {
    mutating func answer(to move: BudgetMove) -> String {
        if let refusal = mistake(in: move) { return refusal }
        // Those that wait for the line's money are looked for before it comes.
        let given = move.kind == .freeze ? nil : (move.to ?? move.from)
        let hopeful = given.map(hoping) ?? []
        if !done.contains(move.id) {
            if let refusal = carryOut(move) { return refusal }
            done.insert(move.id)
        }
        openToday()
        _ = retry(hopeful, limit: 1000)
        return "moved"
    }

    private func mistake(in move: BudgetMove) -> String? {
        if move.words.allSatisfy(\.isWhitespace), move.kind != .allocate { return "reasonMissing" }
        guard let to = move.to else { return nil }
        switch move.kind {
        case .allocate:
            if move.from.money != to.money { return "otherFundingLine" }
            if move.from.station != nil, move.from.station != to.station { return "otherStation" }
        case .adjust where move.from.money != to.money:
            let bound = [move.from, to].contains { district.money($0.money)?.isBound ?? true }
            if bound { return "otherFundingLine" }
        default: break
        }
        return nil
    }

    private func hoping(_ line: LineName) -> [String] {
        guard let station = line.station else { return [] }
        let packages = Set(district.packages.filter { $0.line == line.money }.map(\.code))
        return unfunded.filter { orders[$0]?.station == station && packages.contains(orders[$0]?.package ?? "") }
    }

    private mutating func carryOut(_ move: BudgetMove) -> String? {
        guard move.fen > 0 else { return "amountNotPositive" }
        let free = lines[move.from]?.free ?? 0
        switch move.kind {
        case .appropriate: return appropriate(move)
        case .allocate, .adjust:
            guard let to = move.to else { return "moved" }
            guard free >= move.fen else { return "budgetExhausted \(free)" }
            lines[move.from, default: AuditedLine()].available -= move.fen
            lines[to, default: AuditedLine()].available += move.fen
            events[move.kind == .allocate ? "budget-allocated" : "budget-adjusted", default: 0] += 1
        case .freeze:
            guard free >= move.fen else { return "budgetExhausted \(free)" }
            lines[move.from]?.available -= move.fen
            lines[move.from]?.frozen += move.fen
            events["budget-frozen", default: 0] += 1
        case .unfreeze:
            let frozen = lines[move.from]?.frozen ?? 0
            guard frozen >= move.fen else { return "budgetExhausted \(frozen)" }
            lines[move.from]?.available += move.fen
            lines[move.from]?.frozen -= move.fen
            events["budget-unfrozen", default: 0] += 1
        }
        return nil
    }

    /// Money that comes in may be spent at once; its entries wait for a voucher.
    private mutating func appropriate(_ move: BudgetMove) -> String? {
        guard let source = district.money(move.from.money)?.source else { return "unknownFundingLine" }
        let (event, entries): (String, [AuditedEntry])
        switch source {
        case .appropriation:
            guard documents.insert("\(move.words) \(move.from)").inserted else { return "documentUsed" }
            (event, entries) = ("appropriation-approved", [])
        case .otherLevel:
            event = "transfer-received"
            entries = [
                AuditedEntry(book: "financial", debit: "1002", credit: "4601", fen: move.fen),
                AuditedEntry(book: "budgetary", debit: "800101", credit: "6601", fen: move.fen),
            ]
        case .entrusted:
            event = "donation-received"
            entries = [AuditedEntry(book: "financial", debit: "1002", credit: "2901", fen: move.fen)]
        case .company: (event, entries) = ("company-prepaid", [])
        }
        lines[move.from, default: AuditedLine()].authorised += move.fen
        lines[move.from]?.available += move.fen
        events[event, default: 0] += 1
        if !entries.isEmpty {
            prepare(
                AuditedVoucher(
                    key: "\(move.id)", matter: .receipt(move.from), event: event, line: move.from, month: today,
                    total: move.fen, entries: entries, preparedBy: .officer))
        }
        return nil
    }
}
