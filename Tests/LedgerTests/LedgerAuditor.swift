import Foundation
import HubModel
import Ledger

/// The rules of the ledger a second time, written from their description and nothing of the engine's: dictionaries of what
/// was accepted, and every rule that a transfer violates.
struct LedgerAuditor {
    struct Side: Hashable {
        var account: AccountID
        var isDebit: Bool
    }

    private let definitions: [AccountID: AccountDefinition]
    private(set) var accepted: [UUID: LedgerEvent] = [:]
    private(set) var posted: [Side: Int64] = [:]
    private(set) var pending: [Side: Int64] = [:]
    private var settled: Set<TransferID> = []
    private var reversed: [TransferID: Int64] = [:]
    /// No sum may leave a quarter of the range of 64 bits.
    private static let largest: Int64 = 2_305_843_009_213_693_951

    init(_ accounts: [AccountDefinition]) {
        definitions = Dictionary(uniqueKeysWithValues: accounts.map { ($0.key.id, $0) })
    }

    /// What an engine may answer: `recorded`, `existed`, or the names of the rules that the event violates, followed by the
    /// number of the first transfer that violates one.
    mutating func answers(to event: LedgerEvent, at now: Date) -> Set<String> {
        if let known = accepted[event.id] { return [known == event ? "existed" : "keyReused"] }
        if event.transfers.isEmpty { return ["noTransfers"] }
        var after = self
        for (index, transfer) in event.transfers.enumerated() {
            let broken = after.rulesBroken(by: transfer, in: event, at: now)
            if !broken.isEmpty { return Set(broken.map { "\($0) \(index + 1)" }) }
            after.count(transfer)
        }
        after.accepted[event.id] = event
        self = after
        return ["recorded"]
    }

    func balance(_ account: AccountID) -> Int64 {
        let net =
            posted[Side(account: account, isDebit: true), default: 0]
            - posted[Side(account: account, isDebit: false), default: 0]
        return definitions[account]?.normalSide == .credit ? -net : net
    }

    private func original(_ target: TransferID) -> Transfer? {
        guard let event = accepted[target.event], target.number > 0, target.number <= event.transfers.count else {
            return nil
        }
        return event.transfers[target.number - 1]
    }

    private func rulesBroken(by transfer: Transfer, in event: LedgerEvent, at now: Date) -> Set<String> {
        var broken: Set<String> = []
        if transfer.amount < 1 { broken.insert("amountNotPositive") }
        if transfer.debit == transfer.credit { broken.insert("sameAccount") }
        if let debit = definitions[transfer.debit], let credit = definitions[transfer.credit] {
            if debit.key.ledger != credit.key.ledger { broken.insert("differentLedgers") }
            if debit.unit != credit.unit { broken.insert("differentUnits") }
        } else {
            broken.insert("accountNotOpen")
        }
        if let target = transfer.target { broken.formUnion(rulesOfTargets(broken: transfer, target, at: now)) }
        guard broken.isEmpty else { return broken }
        if transfer.amount > Self.largest { return ["overflow"] }
        var after = self
        after.count(transfer)
        if after.posted.values.contains(where: { $0 > Self.largest }) { broken.insert("overflow") }
        for account in [transfer.debit, transfer.credit] { broken.formUnion(after.limitsBroken(account, before: self)) }
        return broken
    }

    private func rulesOfTargets(broken transfer: Transfer, _ target: TransferID, at now: Date) -> Set<String> {
        guard let original = original(target) else { return ["targetNotFound"] }
        var broken: Set<String> = []
        if original.debit != transfer.debit || original.credit != transfer.credit {
            broken.insert("targetOfOtherAccounts")
        }
        if case .reversal = transfer.kind {
            switch original.kind {
            case .posted, .post: break
            default: broken.insert("targetNotPosted")
            }
            if reversed[target, default: 0] + transfer.amount > original.amount { broken.insert("aboveTarget") }
            return broken
        }
        guard case .pending(let expires) = original.kind else { return broken.union(["targetNotPending"]) }
        if settled.contains(target) { broken.insert("targetSettled") }
        let isPast = expires.map { $0 <= now } ?? false
        switch transfer.kind {
        case .post:
            if isPast { broken.insert("targetExpired") }
            if transfer.amount > original.amount { broken.insert("aboveTarget") }
        case .expire where !isPast: broken.insert("targetNotExpired")
        default: break
        }
        if case .post = transfer.kind {} else if transfer.amount != original.amount { broken.insert("partOfTarget") }
        return broken
    }

    /// Limits that are broken now and that the transfer moved the account towards.
    private func limitsBroken(_ account: AccountID, before: LedgerAuditor) -> Set<String> {
        guard let definition = definitions[account] else { return [] }
        let (down, up) = (definition.normalSide == .credit, definition.normalSide == .debit)
        func lowest(_ books: LedgerAuditor) -> Int64 {
            books.balance(account) - books.pending[Side(account: account, isDebit: down), default: 0]
        }
        func highest(_ books: LedgerAuditor) -> Int64 {
            books.balance(account) + books.pending[Side(account: account, isDebit: up), default: 0]
        }
        var broken: Set<String> = []
        if let floor = definition.floor, lowest(self) < floor, lowest(self) < lowest(before) {
            broken.insert("belowFloor")
        }
        if let ceiling = definition.ceiling, highest(self) > ceiling, highest(self) > highest(before) {
            broken.insert("aboveCeiling")
        }
        return broken
    }

    private mutating func count(_ transfer: Transfer) {
        var (added, kept): (Int64, Int64) = (0, 0)
        switch transfer.kind {
        case .posted: added = transfer.amount
        case .pending: kept = transfer.amount
        case .post(let target), .void(let target), .expire(let target):
            if case .post = transfer.kind { added = transfer.amount }
            kept = -(original(target)?.amount ?? 0)
            settled.insert(target)
        case .reversal(let target):
            added = -transfer.amount
            reversed[target, default: 0] += transfer.amount
        }
        for side in [Side(account: transfer.debit, isDebit: true), Side(account: transfer.credit, isDebit: false)] {
            posted[side, default: 0] += added
            pending[side, default: 0] += kept
        }
    }
}

extension EventResult {
    /// As the auditor says it.
    var answer: String {
        guard case .refused(let refusal) = self else { return "\(self)" }
        let text = "\(refusal)"
        let name = String(text.prefix { $0 != "(" })
        guard let range = text.range(of: "(transfer: ") else { return name }
        return "\(name) \(text[range.upperBound...].prefix { $0.isNumber })"
    }
}
