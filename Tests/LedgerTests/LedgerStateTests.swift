import Foundation
import HubModel
import Testing

@testable import Ledger

/// The rules by themselves: a table of cases, each an event on known accounts and what becomes of it.
@Suite struct LedgerStateTests {
    private static let granted = Books.granted.key.id
    private static let spent = Books.spent.key.id
    private static let source = Books.source.key.id
    private static let pendingEvent = UUID(version7At: Books.now)
    private static let pending = TransferID(event: pendingEvent, number: 1)
    private static let fleeting = TransferID(event: pendingEvent, number: 2)
    private static let posted = TransferID(event: pendingEvent, number: 3)

    /// 1,000 granted, of which 300 are kept aside for good, 50 until a minute ago, and 100 spent.
    private static func state() -> LedgerState {
        let accounts: [AccountID: AccountState] = [
            granted: AccountState(
                ledger: "control", unit: "fen", normalSide: .credit, floor: 0, debitsPosted: 100, creditsPosted: 1000,
                debitsPending: 350),
            spent: AccountState(
                ledger: "control", unit: "fen", normalSide: .credit, ceiling: 800, creditsPosted: 100,
                creditsPending: 350),
            source: AccountState(ledger: "control", unit: "fen", normalSide: .debit, debitsPosted: 1000),
            other: AccountState(ledger: "financial", unit: "fen", normalSide: .debit),
            minutes: AccountState(ledger: "control", unit: "minute", normalSide: .debit),
            full: AccountState(
                ledger: "control", unit: "fen", normalSide: .debit, debitsPosted: Int64.max / 4),
        ]
        let transfers = [
            Transfer(.pending(expires: nil), debit: granted, credit: spent, amount: 300),
            Transfer(.pending(expires: Books.now.addingTimeInterval(-60)), debit: granted, credit: spent, amount: 50),
            Transfer(debit: granted, credit: spent, amount: 100),
        ]
        return LedgerState(
            accounts: accounts,
            events: [pendingEvent: transfers.map { .init(transfer: $0, day: Books.day, station: nil) }], now: Books.now)
    }

    private static let other = Books.account("2302", .credit, ledger: "financial").key.id
    private static let minutes = Books.account("hours", .debit, unit: "minute").key.id
    private static let full = Books.account("full", .debit).key.id
    private static let unknown = Books.account("unknown", .debit).key.id
    private static let nothing = TransferID(event: UUID(version7At: .distantFuture))

    struct Case: Sendable {
        var name: String
        var transfers: [Transfer]
        var refusal: LedgerRefusal?

        init(_ name: String, _ transfers: [Transfer], _ refusal: LedgerRefusal? = nil) {
            self.name = name
            self.transfers = transfers
            self.refusal = refusal
        }
    }

    private static func spend(_ amount: Int64, _ kind: Transfer.Kind = .posted) -> Transfer {
        Transfer(kind, debit: granted, credit: spent, amount: amount)
    }

    static let cases: [Case] = [
        Case(
            "more than there is room for", [spend(351)], .aboveCeiling(transfer: 1, spent, room: 350, asked: 351)),
        Case("within both limits", [spend(350)]),
        Case(
            "more than is left", [Transfer(debit: granted, credit: source, amount: 551)],
            .belowFloor(transfer: 1, granted, available: 550, asked: 551)),
        Case("exactly what is left", [Transfer(debit: granted, credit: source, amount: 550)]),
        Case("nothing", [spend(0)], .amountNotPositive(transfer: 1, amount: 0)),
        Case("less than nothing", [spend(-5)], .amountNotPositive(transfer: 1, amount: -5)),
        Case("no transfers", [], .noTransfers),
        Case(
            "onto itself", [Transfer(debit: granted, credit: granted, amount: 1)],
            .sameAccount(transfer: 1, granted)),
        Case(
            "an account that is not open", [Transfer(debit: unknown, credit: spent, amount: 1)],
            .accountNotOpen(transfer: 1, unknown)),
        Case(
            "between ledgers", [Transfer(debit: other, credit: source, amount: 1)],
            .differentLedgers(transfer: 1, debit: "financial", credit: "control")),
        Case(
            "between units", [Transfer(debit: minutes, credit: source, amount: 1)],
            .differentUnits(transfer: 1, debit: "minute", credit: "fen")),
        Case(
            "out of range", [Transfer(debit: full, credit: source, amount: 1)], .overflow(transfer: 1, full)),
        Case(
            "the largest number", [Transfer(debit: source, credit: granted, amount: .max)],
            .overflow(transfer: 1, source)),
        Case("in whole", [spend(300, .post(pending))]),
        Case("in part", [spend(1, .post(pending))]),
        Case(
            "more than was kept aside", [spend(301, .post(pending))],
            .aboveTarget(transfer: 1, pending, left: 300, asked: 301)),
        Case(
            "twice", [spend(10, .post(pending)), spend(300, .void(pending))],
            .targetSettled(transfer: 2, pending, as: .post)),
        Case("given up", [spend(300, .void(pending))]),
        Case(
            "given up in part", [spend(299, .void(pending))],
            .partOfTarget(transfer: 1, pending, whole: 300, asked: 299)),
        Case(
            "too late", [spend(50, .post(fleeting))],
            .targetExpired(transfer: 1, fleeting, at: Books.now.addingTimeInterval(-60))),
        Case("expired", [spend(50, .expire(fleeting))]),
        Case("given up though expired", [spend(50, .void(fleeting))]),
        Case(
            "not expired", [spend(300, .expire(pending))], .targetNotExpired(transfer: 1, pending, until: nil)),
        Case("of nothing", [spend(1, .post(nothing))], .targetNotFound(transfer: 1, nothing)),
        Case("of what was posted", [spend(100, .post(posted))], .targetNotPending(transfer: 1, posted)),
        Case(
            "with other accounts", [Transfer(.post(pending), debit: granted, credit: source, amount: 1)],
            .targetOfOtherAccounts(transfer: 1, pending)),
        Case("taken back", [spend(100, .reversal(of: posted))]),
        Case(
            "taken back twice", [spend(60, .reversal(of: posted)), spend(41, .reversal(of: posted))],
            .aboveTarget(transfer: 2, posted, left: 40, asked: 41)),
        Case(
            "what is pending taken back", [spend(1, .reversal(of: pending))],
            .targetNotPosted(transfer: 1, pending)),
        Case("one after the other", [spend(300), spend(50)]),
        Case(
            "one after the other, too much", [spend(300), spend(51)],
            .aboveCeiling(transfer: 2, spent, room: 50, asked: 51)),
    ]

    @Test(arguments: cases) func anEventIsJudged(_ sample: Case) {
        var state = Self.state()
        let before = state.accounts
        let result = state.apply(Books.event(sample.transfers))
        #expect(result == sample.refusal.map { .refused($0) } ?? .recorded, "\(sample.name)")
        if sample.refusal != nil { #expect(state.accounts == before, "a refused event leaves nothing: \(sample.name)") }
    }

    @Test func aRefusedEventLeavesItsTargetsOpen() {
        var state = Self.state()
        _ = state.apply(Books.event([Self.spend(10, .post(Self.pending)), Self.spend(0)]))
        #expect(state.apply(Books.event([Self.spend(300, .post(Self.pending))])) == .recorded)
    }

    @Test func whatAnEventFreesTheNextOneMayTake() {
        var state = Self.state()
        #expect(state.apply(Books.event([Self.spend(300, .void(Self.pending))])) == .recorded)
        #expect(
            state.apply(Books.event([Transfer(debit: Self.granted, credit: Self.source, amount: 850)])) == .recorded)
        #expect(state.accounts[Self.granted]?.available == 0)
    }

    @Test func aReversalSubtractsWhereItsOriginalAdded() {
        var state = Self.state()
        #expect(state.apply(Books.event([Self.spend(100, .reversal(of: Self.posted))])) == .recorded)
        #expect(state.accounts[Self.granted]?.debitsPosted == 0)
        #expect(state.accounts[Self.granted]?.creditsPosted == 1000)
    }

    @Test func theSameKeyWithTheSameContentIsTheSameEvent() {
        var state = Self.state()
        let event = Books.event([Self.spend(10)])
        #expect(state.apply(event) == .recorded)
        #expect(state.apply(event) == .existed)
        #expect(state.accounts[Self.granted]?.debitsPosted == 110)
    }

    @Test func theSameKeyWithAnotherContentSaysWhatDiffers() {
        var state = Self.state()
        var event = Books.event([Self.spend(10)])
        _ = state.apply(event)
        event.transfers[0].amount = 11
        event.transfers[0].credit = Self.source
        event.transfers.append(Self.spend(1))
        let differences = [
            KeyDifference(.transfers, recorded: "1", asked: "2"),
            KeyDifference(.credit, transfer: 1, recorded: "\(Self.spent)", asked: "\(Self.source)"),
            KeyDifference(.amount, transfer: 1, recorded: "10", asked: "11"),
        ]
        #expect(state.apply(event) == .refused(.keyReused(differences: differences)))
    }

    @Test func theIDOfAnAccountDependsOnEachOfItsParts() {
        let key = AccountKey(ledger: "control", code: "available", dimensions: ["line": "a", "station": "S01"])
        let others = [
            AccountKey(ledger: "financial", code: "available", dimensions: key.dimensions),
            AccountKey(ledger: "control", code: "paid", dimensions: key.dimensions),
            AccountKey(ledger: "control", code: "available", dimensions: ["line": "a"]),
            AccountKey(ledger: "control", code: "available", dimensions: ["line": "aS", "tation": "S01"]),
            AccountKey(ledger: "controlavailable", code: "", dimensions: key.dimensions),
        ]
        #expect(Set(others.map(\.id) + [key.id]).count == 6)
        #expect(key.id.rawValue.version == 8)
        #expect(key.id == AccountKey(ledger: "control", code: "available", dimensions: key.dimensions).id)
    }
}

extension LedgerStateTests.Case: CustomTestStringConvertible {
    var testDescription: String { name }
}

extension Books {
    fileprivate static func event(_ transfers: [Transfer]) -> LedgerEvent {
        LedgerEvent(id: UUID(), day: day, transfers: transfers)
    }
}
