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
        var entries: LedgerEvent
        var total: Int64
    }

    /// - Parameters:
    ///   - target: the reservation that is posted or voided.
    ///   - released: of a void, the whole amount of the reservation.
    ///   - dimensions: nil when the rule makes no entries.
    /// - Throws: ``FundingError``
    init(
        _ event: FundingEvent, rule: PostingRule, chart: ChartOfAccounts, dimensions: BookDimensions? = nil,
        target: TransferID? = nil
    ) throws(FundingError) {
        self.event = event
        self.rule = rule
        for name in rule.amounts where (event.amounts[name] ?? 0) < 0 {
            throw .amountNotPositive(event.amounts[name] ?? 0)
        }
        if let move = rule.control { try addControl(move, target) }
        if let word = rule.voucherWord, let dimensions { try addVoucher(word, chart, dimensions) }
    }

    private func amount(_ names: [String]) throws(FundingError) -> Int64 {
        var sum: Int64 = 0
        for name in names {
            guard let amount = event.amounts[name] else { throw .amountMissing(name) }
            let (total, overflows) = sum.addingReportingOverflow(amount)
            guard !overflows else { throw .amountTooLarge }
            sum = total
        }
        return sum
    }

    private mutating func addControl(_ move: ControlMove, _ target: TransferID?) throws(FundingError) {
        guard let line = event.budgetLine else { throw .budgetLineMissing }
        let amount = try amount(move.amounts)
        guard amount > 0 else { throw .amountNotPositive(amount) }
        let (from, to) = (line.account(move.from), (event.toLine ?? line).account(move.to))
        accounts += [from, to]
        let kind: Transfer.Kind
        switch (move.how, target) {
        case (.transfer, _): kind = .posted
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
        _ word: String, _ chart: ChartOfAccounts, _ dimensions: BookDimensions
    ) throws(FundingError) {
        var transfers: [Transfer] = []
        for book in FundingBook.allCases {
            for pair in rule.pairs(in: book) {
                let amount = try amount([pair.amount])
                guard amount > 0 else { continue }
                guard let debit = chart.account(pair.debit, in: book), let credit = chart.account(pair.credit, in: book)
                else { throw .unknownAccount("\(pair.debit)/\(pair.credit)") }
                let (from, to) = (dimensions.account(debit), dimensions.account(credit))
                accounts += [from, to]
                transfers.append(
                    Transfer(.pending(expires: nil), debit: from.key.id, credit: to.key.id, amount: amount))
            }
        }
        guard !transfers.isEmpty else { return }
        let id = DerivedID.id("voucher", of: event.id)
        voucher = PreparedVoucher(
            id: id, word: word,
            entries: LedgerEvent(id: id, day: event.day, station: event.station, transfers: transfers),
            total: transfers.map(\.amount).max() ?? 0)
    }
}
