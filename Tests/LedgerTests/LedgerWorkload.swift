import Foundation
import HubModel
import Ledger
import TestSupport

/// Makes batches of events of every kind, right ones and wrong ones, from a seed. What it makes doesn't depend on what
/// became of what it made before.
struct LedgerWorkload {
    static let lines = (0..<6).map { Books.account("line\($0)", .credit, floor: $0 == 5 ? -500 : 0) }
    static let uses = (0..<3).map { Books.account("use\($0)", .credit, ceiling: $0 == 2 ? 20_000 : nil) }
    static let source = Books.account("authorised", .debit)
    static let minutes = Books.account("hours", .debit, unit: "minute")
    static let other = Books.account("5001", .debit, ledger: "financial")
    static let accounts = lines + uses + [source, minutes, other]
    private static let unknown = Books.account("unknown", .debit)

    var random: SeededRandom
    private var made: [LedgerEvent] = []

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// - Parameter now: of the batch; pending transfers expire around it.
    mutating func batch(at now: Date) -> [LedgerEvent] {
        let size = random.chance(30) ? 1 : 1 + random.below(24)
        // Some batches are of one kind, so that their order makes no difference.
        let single = random.chance(40) ? random.below(3) : nil
        return (0..<size).map { _ in
            let event = event(single, now)
            made.append(event)
            return event
        }
    }

    /// Other settlements of what a batch settles, for somebody who does so at the same moment.
    mutating func rivals(of batch: [LedgerEvent]) -> [LedgerEvent] {
        batch.compactMap { event in
            guard let transfer = event.transfers.first, let target = transfer.target else { return nil }
            let id = random.uuid()
            return LedgerEvent(
                id: id, day: event.day,
                transfers: [
                    Transfer(
                        random.chance(50) ? .void(target) : .post(target), debit: transfer.debit,
                        credit: transfer.credit,
                        amount: transfer.amount)
                ])
        }
    }

    private mutating func event(_ kind: Int?, _ now: Date) -> LedgerEvent {
        if kind == nil, random.chance(8), let again = made.last(where: { _ in random.chance(30) }) {
            if random.chance(60) { return again }
            var other = again
            if random.chance(50) { other.day = day() } else { other.transfers.append(transfer(1, now)) }
            return other
        }
        let count = random.chance(80) ? 1 : random.below(5)
        return LedgerEvent(
            id: random.uuid(), day: day(), transfers: (0..<count).map { _ in transfer(kind ?? random.below(11), now) })
    }

    private mutating func day() -> CivilDate {
        Books.day.adding(days: random.chance(50) ? random.below(10) : random.below(240) - 120) ?? Books.day
    }

    private mutating func transfer(_ kind: Int, _ now: Date) -> Transfer {
        let (line, use) = (Self.lines[random.below(6)].key.id, Self.uses[random.below(3)].key.id)
        switch kind {
        case 0: return Transfer(debit: Self.source.key.id, credit: line, amount: Int64(1 + random.below(3000)))
        case 1: return Transfer(debit: line, credit: use, amount: Int64(1 + random.below(900)))
        case 2:
            let expires = random.chance(50) ? now.addingTimeInterval(Double(random.below(40) - 4)) : nil
            return Transfer(.pending(expires: expires), debit: line, credit: use, amount: Int64(1 + random.below(900)))
        case 3...8: return settling(kind)
        case 9: return Transfer(debit: use, credit: line, amount: Int64(1 + random.below(100)))
        default: return wrong(line, use)
        }
    }

    private mutating func settling(_ kind: Int) -> Transfer {
        let isReversal = kind >= 7
        let fitting = made.suffix(200).flatMap { event in
            event.transfers.enumerated().compactMap { index, transfer -> (TransferID, Transfer)? in
                let fits: Bool
                switch transfer.kind {
                case .pending: fits = !isReversal
                case .posted, .post: fits = isReversal
                default: fits = false
                }
                return fits || random.chance(2) ? (TransferID(event: event.id, number: index + 1), transfer) : nil
            }
        }
        guard !fitting.isEmpty else { return wrong(Self.lines[0].key.id, Self.uses[0].key.id) }
        let (target, original) = fitting[random.below(fitting.count)]
        let part = max(1, original.amount / Int64(1 + random.below(3)) &+ (random.chance(5) ? 1 : 0))
        let (kind, amount): (Transfer.Kind, Int64) =
            switch kind {
            case 3, 4: (.post(target), part)
            case 5: (.void(target), random.chance(95) ? original.amount : part)
            case 6: (.expire(target), original.amount)
            default: (.reversal(of: target), part)
            }
        let credit = random.chance(3) ? Self.source.key.id : original.credit
        return Transfer(kind, debit: original.debit, credit: credit, amount: amount)
    }

    private mutating func wrong(_ line: AccountID, _ use: AccountID) -> Transfer {
        let nowhere = TransferID(event: random.uuid(), number: [1, 0, Int.min, 70_000][random.below(4)])
        switch random.below(8) {
        case 0: return Transfer(debit: line, credit: use, amount: 0)
        case 1: return Transfer(debit: line, credit: use, amount: -5)
        case 2: return Transfer(debit: line, credit: line, amount: 5)
        case 3: return Transfer(debit: Self.unknown.key.id, credit: line, amount: 5)
        case 4: return Transfer(debit: Self.minutes.key.id, credit: line, amount: 5)
        case 5: return Transfer(debit: Self.other.key.id, credit: line, amount: 5)
        case 6: return Transfer(debit: Self.source.key.id, credit: line, amount: Int64.max - Int64(random.below(2)))
        default: return Transfer(.post(nowhere), debit: line, credit: use, amount: 5)
        }
    }
}
