import DistrictConfig
import HubModel
import Ledger

/// Puts the lines of accounts together to rows, details summed up under their parents. Pure.
enum BalanceRows {
    private struct Sums: Equatable {
        var opening: Int128 = 0
        var debits: Int128 = 0
        var credits: Int128 = 0
        var yearDebits: Int128 = 0
        var yearCredits: Int128 = 0

        static func += (left: inout Sums, right: Sums) {
            left.opening += right.opening
            left.debits += right.debits
            left.credits += right.credits
            left.yearDebits += right.yearDebits
            left.yearCredits += right.yearCredits
        }
    }

    /// - Parameter january: the lines of the year's first month, whose openings the year to date is counted from.
    static func rows(
        of lines: [TrialBalanceLine], yearBeganWith january: [TrialBalanceLine], chart: ChartOfAccounts,
        book: FundingBook
    ) -> [TrialBalanceRow] {
        var sums: [String: Sums] = [:]
        for line in lines { add(line, of: chart, book, to: &sums) }
        for line in january {
            let before = Sums(yearDebits: -Int128(line.openingDebits), yearCredits: -Int128(line.openingCredits))
            for code in [line.code] + parents(of: line.code, chart, book) { sums[code, default: Sums()] += before }
        }
        return sums.filter { $0.value != Sums() }.sorted { $0.key < $1.key }.map { code, sum in
            let account = chart.account(code, in: book)
            return TrialBalanceRow(
                accountCode: code, title: account?.title ?? LocalizedText(zh: code, en: code),
                parentCode: account?.parent, openingFen: sum.opening, periodDebitFen: sum.debits,
                periodCreditFen: sum.credits, yearDebitFen: sum.yearDebits, yearCreditFen: sum.yearCredits)
        }
    }

    private static func add(
        _ line: TrialBalanceLine, of chart: ChartOfAccounts, _ book: FundingBook, to sums: inout [String: Sums]
    ) {
        let (debits, credits) = (Int128(line.debits), Int128(line.credits))
        let own = Sums(
            opening: Int128(line.openingDebits) - Int128(line.openingCredits), debits: debits, credits: credits,
            yearDebits: Int128(line.openingDebits) + debits, yearCredits: Int128(line.openingCredits) + credits)
        for code in [line.code] + parents(of: line.code, chart, book) { sums[code, default: Sums()] += own }
    }

    private static func parents(of code: String, _ chart: ChartOfAccounts, _ book: FundingBook) -> [String] {
        var found: [String] = []
        var next = chart.account(code, in: book)?.parent
        while let code = next, !found.contains(code) {
            found.append(code)
            next = chart.account(code, in: book)?.parent
        }
        return found
    }
}
