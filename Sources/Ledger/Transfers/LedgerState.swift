import Foundation
import HubModel

/// What is known of the ledger while a batch is judged: the accounts and transfers that it names. Pure.
///
/// Events are judged one after the other, each on what the ones before it left behind.
struct LedgerState {
    /// A transfer that stands in the ledger.
    struct Recorded: Hashable {
        var transfer: Transfer
        var day: CivilDate
        var station: StationCode?
        /// Of a pending one, how it was settled.
        var settlement: Settlement?
        /// Of a posted one, how much of it was reversed.
        var reversed: Int64 = 0
    }

    private(set) var accounts: [AccountID: AccountState]
    /// Events by their ids, with their transfers in order.
    private(set) var events: [UUID: [Recorded]]
    /// When the batch is recorded.
    let now: Date

    init(accounts: [AccountID: AccountState], events: [UUID: [Recorded]], now: Date) {
        self.accounts = accounts
        self.events = events
        self.now = now
    }

    /// Judges an event and, when nothing stands against it, counts it from now on.
    mutating func apply(_ event: LedgerEvent) -> EventResult {
        if let recorded = events[event.id] {
            let differences = KeyComparison(recorded: recorded, asked: event).differences
            return differences.isEmpty ? .existed : .refused(.keyReused(differences: differences))
        }
        guard !event.transfers.isEmpty else { return .refused(.noTransfers) }
        guard event.transfers.count <= Int(Int16.max) else {
            return .refused(.tooManyTransfers(count: event.transfers.count))
        }
        var undo = Undo()
        do {
            for (index, transfer) in event.transfers.enumerated() {
                try apply(transfer, number: index + 1, &undo)
            }
        } catch {
            for (account, state) in undo.accounts { accounts[account] = state }
            for (target, state) in undo.targets { events[target.event]?[target.number - 1] = state }
            return .refused(error)
        }
        events[event.id] = event.transfers.map { Recorded(transfer: $0, day: event.day, station: event.station) }
        return .recorded
    }

    /// What an event changed, as it was before, for when one of its transfers is refused.
    private struct Undo {
        var accounts: [AccountID: AccountState] = [:]
        var targets: [TransferID: Recorded] = [:]
    }

    private mutating func apply(_ transfer: Transfer, number: Int, _ undo: inout Undo) throws(LedgerRefusal) {
        guard transfer.amount > 0 else { throw .amountNotPositive(transfer: number, amount: transfer.amount) }
        guard transfer.debit != transfer.credit else { throw .sameAccount(transfer: number, transfer.debit) }
        guard var debit = accounts[transfer.debit] else { throw .accountNotOpen(transfer: number, transfer.debit) }
        guard var credit = accounts[transfer.credit] else { throw .accountNotOpen(transfer: number, transfer.credit) }
        guard debit.ledger == credit.ledger else {
            throw .differentLedgers(transfer: number, debit: debit.ledger, credit: credit.ledger)
        }
        guard debit.unit == credit.unit else {
            throw .differentUnits(transfer: number, debit: debit.unit, credit: credit.unit)
        }
        let movement = try movement(of: transfer, number, &undo)
        let (debitBefore, creditBefore) = (debit, credit)
        guard debit.move(.debit, movement) else { throw .overflow(transfer: number, transfer.debit) }
        guard credit.move(.credit, movement) else { throw .overflow(transfer: number, transfer.credit) }
        try check(debit, since: debitBefore, transfer.debit, number, transfer.amount)
        try check(credit, since: creditBefore, transfer.credit, number, transfer.amount)
        for (account, before) in [(transfer.debit, debitBefore), (transfer.credit, creditBefore)]
        where undo.accounts[account] == nil { undo.accounts[account] = before }
        accounts[transfer.debit] = debit
        accounts[transfer.credit] = credit
    }

    /// How much a transfer adds to what was posted and to what is pending, after its target was judged.
    private mutating func movement(
        of transfer: Transfer, _ number: Int, _ undo: inout Undo
    ) throws(LedgerRefusal) -> Movement {
        switch transfer.kind {
        case .posted: return Movement(posted: transfer.amount, pending: 0)
        case .pending: return Movement(posted: 0, pending: transfer.amount)
        case .post(let target):
            let pending = try settle(target, as: .post, by: transfer, number, &undo)
            guard transfer.amount <= pending else {
                throw .aboveTarget(transfer: number, target, left: pending, asked: transfer.amount)
            }
            return Movement(posted: transfer.amount, pending: -pending)
        case .void(let target): return try giveUp(target, as: .void, transfer, number, &undo)
        case .expire(let target): return try giveUp(target, as: .expire, transfer, number, &undo)
        case .reversal(let target):
            try reverse(target, by: transfer, number, &undo)
            return Movement(posted: -transfer.amount, pending: 0)
        }
    }

    private mutating func giveUp(
        _ target: TransferID, as settlement: Settlement, _ transfer: Transfer, _ number: Int, _ undo: inout Undo
    ) throws(LedgerRefusal) -> Movement {
        let pending = try settle(target, as: settlement, by: transfer, number, &undo)
        guard transfer.amount == pending else {
            throw .partOfTarget(transfer: number, target, whole: pending, asked: transfer.amount)
        }
        return Movement(posted: 0, pending: -pending)
    }

    /// - Returns: the pending amount.
    private mutating func settle(
        _ target: TransferID, as settlement: Settlement, by transfer: Transfer, _ number: Int, _ undo: inout Undo
    ) throws(LedgerRefusal) -> Int64 {
        var recorded = try recorded(target, for: transfer, number)
        guard case .pending(let expires) = recorded.transfer.kind else {
            throw .targetNotPending(transfer: number, target)
        }
        if let settlement = recorded.settlement { throw .targetSettled(transfer: number, target, as: settlement) }
        let isExpired = expires.map { $0 <= now } ?? false
        if settlement == .post, isExpired, let expires { throw .targetExpired(transfer: number, target, at: expires) }
        if settlement == .expire, !isExpired { throw .targetNotExpired(transfer: number, target, until: expires) }
        if undo.targets[target] == nil { undo.targets[target] = recorded }
        recorded.settlement = settlement
        events[target.event]?[target.number - 1] = recorded
        return recorded.transfer.amount
    }

    private mutating func reverse(
        _ target: TransferID, by transfer: Transfer, _ number: Int, _ undo: inout Undo
    ) throws(LedgerRefusal) {
        var recorded = try recorded(target, for: transfer, number)
        switch recorded.transfer.kind {
        case .posted, .post: break
        case .pending, .void, .expire, .reversal: throw .targetNotPosted(transfer: number, target)
        }
        let left = recorded.transfer.amount - recorded.reversed
        guard transfer.amount <= left else {
            throw .aboveTarget(transfer: number, target, left: left, asked: transfer.amount)
        }
        if undo.targets[target] == nil { undo.targets[target] = recorded }
        recorded.reversed += transfer.amount
        events[target.event]?[target.number - 1] = recorded
    }

    private func recorded(
        _ target: TransferID, for transfer: Transfer, _ number: Int
    ) throws(LedgerRefusal) -> Recorded {
        guard let event = events[target.event], target.number >= 1, target.number <= event.count else {
            throw .targetNotFound(transfer: number, target)
        }
        let recorded = event[target.number - 1]
        guard recorded.transfer.debit == transfer.debit, recorded.transfer.credit == transfer.credit else {
            throw .targetOfOtherAccounts(transfer: number, target)
        }
        return recorded
    }

    /// Holds an account to its limits. One that was moved towards the limit is refused; one that stands beyond a limit
    /// and is moved back, or not moved, is let pass.
    private func check(
        _ state: AccountState, since before: AccountState, _ account: AccountID, _ number: Int, _ asked: Int64
    ) throws(LedgerRefusal) {
        if let floor = state.floor, state.lowest < floor, state.lowest < before.lowest {
            throw .belowFloor(transfer: number, account, available: before.lowest - floor, asked: asked)
        }
        if let ceiling = state.ceiling, state.highest > ceiling, state.highest > before.highest {
            throw .aboveCeiling(transfer: number, account, room: ceiling - before.highest, asked: asked)
        }
    }
}

extension AccountState {
    /// The balance when all that is pending turns out against the account, and in its favour. Never out of range:
    /// ``move(_:_:)`` keeps the sums small enough.
    fileprivate var lowest: Int64 { available }
    fileprivate var highest: Int64 { balance + (normalSide == .debit ? debitsPending : creditsPending) }

    /// - Returns: whether all sums stay within a quarter of the range, so that balances never overflow.
    fileprivate mutating func move(_ side: LedgerSide, _ movement: Movement) -> Bool {
        let (posted, pending) =
            side == .debit ? (debitsPosted, debitsPending) : (creditsPosted, creditsPending)
        let (newPosted, postedOverflows) = posted.addingReportingOverflow(movement.posted)
        let (newPending, pendingOverflows) = pending.addingReportingOverflow(movement.pending)
        let bounds = -Self.largestSum...Self.largestSum
        guard !postedOverflows, !pendingOverflows, bounds.contains(newPosted), bounds.contains(newPending) else {
            return false
        }
        if side == .debit {
            (debitsPosted, debitsPending) = (newPosted, newPending)
        } else {
            (creditsPosted, creditsPending) = (newPosted, newPending)
        }
        return true
    }

    private static var largestSum: Int64 { Int64.max / 4 }
}
