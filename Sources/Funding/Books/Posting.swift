import DistrictConfig
import Foundation
import HubModel
import Ledger

/// What an event posts, worked out from its rule: transfers of the control ledger, and a voucher with the entries of both
/// books. Pure.
struct Posting {
    let event: FundingEvent
    let rule: PostingRule
    /// Nil when the rule moves no budget line.
    private(set) var control: LedgerEvent?
    private(set) var voucher: PreparedVoucher?
    /// The accounts that are named, to be opened when they are not open yet.
    private(set) var accounts: [AccountDefinition] = []

    /// A voucher with the entries of both books, kept pending until it is approved.
    struct PreparedVoucher {
        var id: UUID
        var word: String
        /// Without transfers when the voucher takes others back.
        var entries: LedgerEvent
        var total: Int64
        /// The voucher that this one takes back, and what of it.
        var reverses: UUID?
        var takenBack: [TakenBack] = []
    }

    /// A transfer of the ledger that a voucher takes back once it is approved, in whole or in part.
    struct TakenBack {
        /// ``BudgetLine/ledger``, or the book.
        var ledger: String
        var target: TransferID
        var debit: AccountID
        var credit: AccountID
        var amount: Int64
    }

    /// What an event posts to the accounts of one set of dimensions.
    struct Share {
        var dimensions: BookDimensions
        /// Fen by the names of the rule's base amounts.
        var amounts: [String: Int64]
    }

    /// - Parameters:
    ///   - dimensions: of all entries; nil when the rule makes none.
    ///   - target: the reservation that is posted or voided.
    /// - Throws: ``FundingError``
    init(
        _ event: FundingEvent, rule: PostingRule, chart: ChartOfAccounts, dimensions: BookDimensions? = nil,
        target: TransferID? = nil
    ) throws(FundingError) {
        let shares = dimensions.map { [Share(dimensions: $0, amounts: event.amounts)] } ?? []
        try self.init(event, rule: rule, chart: chart, shares: shares, target: target)
    }

    /// - Parameter shares: add up to the amounts of the event.
    /// - Throws: ``FundingError``
    init(
        _ event: FundingEvent, rule: PostingRule, chart: ChartOfAccounts, shares: [Share], target: TransferID? = nil
    ) throws(FundingError) {
        self.event = event
        self.rule = rule
        for name in rule.amounts where (event.amounts[name] ?? 0) < 0 {
            throw .amountNotPositive(event.amounts[name] ?? 0)
        }
        if let word = rule.voucherWord { try addVoucher(word, chart, shares) }
        if let move = rule.control { try addControl(move, target) }
    }

    /// An event that makes no entries and moves no line by itself, such as one that takes another back.
    init(_ event: FundingEvent, withoutEntriesBy rule: PostingRule) {
        self.event = event
        self.rule = rule
    }

    private static func amount(_ names: [String], of amounts: [String: Int64]) throws(FundingError) -> Int64 {
        var sum: Int64 = 0
        for name in names {
            guard let amount = amounts[name] else { throw .amountMissing(name) }
            let (total, overflows) = sum.addingReportingOverflow(amount)
            guard !overflows else { throw .amountTooLarge }
            sum = total
        }
        return sum
    }

    private mutating func addControl(_ move: ControlMove, _ target: TransferID?) throws(FundingError) {
        guard let line = event.budgetLine else { throw .budgetLineMissing }
        let amount = try Self.amount(move.amounts, of: event.amounts)
        guard amount > 0 else { throw .amountNotPositive(amount) }
        let (from, to) = (line.account(move.from), (event.toLine ?? line).account(move.to))
        accounts += [from, to]
        let kind: Transfer.Kind
        switch (move.how, target) {
        case (.transfer, _): kind = voucher != nil && move.isPayment ? .pending(expires: nil) : .posted
        case (.pending, _): kind = .pending(expires: nil)
        case (.post, let target?): kind = .post(target)
        case (.void, let target?): kind = .void(target)
        case (.reverse, let target?): kind = .reversal(of: target)
        case (.post, nil), (.void, nil), (.reverse, nil): throw .reservationMissing
        }
        control = LedgerEvent(
            id: event.id, day: event.day, station: event.station,
            transfers: [Transfer(kind, debit: from.key.id, credit: to.key.id, amount: amount)])
    }

    /// Gives an earlier reservation back in front of what the event reserves, both or none.
    mutating func giveBackFirst(_ reservation: TransferID, of line: BudgetLine, amount: Int64) {
        let (from, to) = (line.account(.available), line.account(.accepted))
        accounts += [from, to]
        control?.transfers.insert(
            Transfer(.void(reservation), debit: from.key.id, credit: to.key.id, amount: amount), at: 0)
    }

    /// The last transfer of the control ledger: what the event itself reserves.
    var lastTransfer: TransferID? {
        control.map { TransferID(event: $0.id, number: $0.transfers.count) }
    }

    private mutating func addVoucher(
        _ word: String, _ chart: ChartOfAccounts, _ shares: [Share]
    ) throws(FundingError) {
        var transfers: [Transfer] = []
        for book in FundingBook.allCases {
            for (pair, share) in rule.pairs(in: book).flatMap({ pair in shares.map { (pair, $0) } }) {
                let amount = try Self.amount([pair.amount], of: share.amounts)
                guard amount > 0 else { continue }
                guard let debit = chart.account(pair.debit, in: book), let credit = chart.account(pair.credit, in: book)
                else { throw .unknownAccount("\(pair.debit)/\(pair.credit)") }
                let (from, to) = (share.dimensions.account(debit), share.dimensions.account(credit))
                accounts += [from, to]
                transfers.append(
                    Transfer(.pending(expires: nil), debit: from.key.id, credit: to.key.id, amount: amount))
            }
        }
        addVoucher(word, transfers, total: try Self.total(of: rule, event.amounts))
    }

    /// What the voucher is about, whatever number of entries and books it has: the larger side of the rule's books.
    private static func total(of rule: PostingRule, _ amounts: [String: Int64]) throws(FundingError) -> Int64 {
        var totals: [Int64] = []
        for book in FundingBook.allCases {
            totals.append(try amount(rule.pairs(in: book).map(\.amount), of: amounts))
        }
        return totals.max() ?? 0
    }

    /// Gives the event a voucher that takes transfers of another one back; what the event moves waits for it.
    mutating func takeBack(_ taken: [TakenBack], of voucher: UUID, word: String, total: Int64) {
        for index in control?.transfers.indices ?? 0..<0 where control?.transfers[index].kind == .posted {
            control?.transfers[index].kind = .pending(expires: nil)
        }
        let id = DerivedID.id("voucher", of: event.id)
        self.voucher = PreparedVoucher(
            id: id, word: word,
            entries: LedgerEvent(id: id, day: event.day, station: event.station, transfers: []), total: total,
            reverses: voucher, takenBack: taken)
    }

    /// Gives the event a voucher with entries that its rule doesn't list, such as those of the end of a year.
    mutating func addEntries(
        _ entries: [(debit: AccountDefinition, credit: AccountDefinition, fen: Int64)], word: String, total: Int64
    ) {
        accounts += entries.flatMap { [$0.debit, $0.credit] }
        addVoucher(
            word,
            entries.map {
                Transfer(.pending(expires: nil), debit: $0.debit.key.id, credit: $0.credit.key.id, amount: $0.fen)
            }, total: total)
    }

    /// Gives the event a voucher with these entries; none when there are no entries.
    private mutating func addVoucher(_ word: String, _ transfers: [Transfer], total: Int64) {
        guard !transfers.isEmpty else { return }
        let id = DerivedID.id("voucher", of: event.id)
        voucher = PreparedVoucher(
            id: id, word: word,
            entries: LedgerEvent(id: id, day: event.day, station: event.station, transfers: transfers), total: total)
    }
}

extension ControlMove {
    /// Whether money leaves or comes back by it, which waits for whoever approves the voucher.
    var isPayment: Bool { to == .paid || to == .advanced || from == .paid }
}
