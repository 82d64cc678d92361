public import HubModel

/// The trial balance of a book.
public enum TrialBalance {
    /// A row for each account of the book, in its order.
    ///
    /// - Parameter period: days, as a rule of one month. The year to date counts the book's transactions, so a book that
    ///   opens within the year starts counting there.
    public static func rows(of book: BookExport, period: ClosedRange<CivilDate>) -> [TrialBalanceRow] {
        var sums: [String: Sums] = [:]
        for balance in book.opening?.balances ?? [] {
            sums[balance.account, default: Sums()].opening += Int128(balance.amountFen)
        }
        for transaction in book.transactions where transaction.date <= period.upperBound {
            for line in transaction.lines {
                sums[line.account, default: Sums()].add(line, of: transaction.date, period: period)
            }
        }
        return book.accounts.map { account in
            let sum = sums[account.code, default: Sums()]
            return TrialBalanceRow(
                accountCode: account.code, title: account.title, openingFen: sum.opening,
                periodDebitFen: sum.period.debit, periodCreditFen: sum.period.credit, yearDebitFen: sum.year.debit,
                yearCreditFen: sum.year.credit)
        }
    }

    private struct Sums {
        var opening: Int128 = 0
        var period = (debit: Int128(0), credit: Int128(0))
        var year = (debit: Int128(0), credit: Int128(0))

        mutating func add(_ line: BookExport.Line, of date: CivilDate, period days: ClosedRange<CivilDate>) {
            if date < days.lowerBound {
                opening += Int128(line.amountFen)
            } else {
                Self.add(line, to: &period)
            }
            if date.year == days.upperBound.year { Self.add(line, to: &year) }
        }

        private static func add(_ line: BookExport.Line, to sums: inout (debit: Int128, credit: Int128)) {
            switch line.side {
            case .debit: sums.debit += line.amountOnSideFen
            case .credit: sums.credit += line.amountOnSideFen
            }
        }
    }
}
