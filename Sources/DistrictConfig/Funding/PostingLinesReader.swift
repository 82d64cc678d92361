import HubModel

private enum LineKey: String, CaseIterable {
    case debit, credit, amount
}

/// Reads the entry lines of a rule in one book and checks that they balance.
struct PostingLinesReader {
    struct Line {
        var side: EntrySide
        /// Nil when it could not be found.
        var account: NamedAccount?
        var amounts: [String]

        func resolved(for unit: FundingUnit) -> PostingLine? {
            account?.codes[unit].map { PostingLine(side: side, account: $0, amounts: amounts) }
        }
    }

    let book: FundingBook
    let resolver: AccountResolver
    let units: Set<FundingUnit>

    /// Lines that could not be read are left out and reported.
    func read(_ value: Value, amounts: inout BaseAmounts) -> [Line] {
        var lines: [Line] = []
        let elements = value.list(minimum: 1)
        for element in elements {
            if let line = line(element, amounts: &amounts) { lines.append(line) } else { amounts.loseTrack() }
        }
        if lines.count == elements.count, !value.isCutOff { checkBalance(of: lines, value) }
        if value.isCutOff { amounts.loseTrack() }
        return lines
    }

    private func line(_ element: Value, amounts: inout BaseAmounts) -> Line? {
        guard let reader = MappingReader<LineKey>(element) else { return nil }
        let debit = reader.optional(.debit)
        let credit = reader.optional(.credit)
        if !element.isCutOff, (debit == nil) == (credit == nil) {
            element.report(
                debit == nil ? .missing : .contradiction, zh: "每行须有借方或贷方之一",
                en: "a line has either a debit or a credit",
                allowed: LocalizedText(zh: "debit, credit", en: "debit, credit"))
        }
        let named = (debit ?? credit)?.isNull == false ? debit ?? credit : nil
        let account = named.flatMap { resolver.account($0, in: book, for: units, isPostedTo: true) }
        let sum = reader.required(.amount).flatMap { amounts.sum($0) }
        guard let sum, (debit == nil) != (credit == nil) else { return nil }
        return Line(side: debit == nil ? .credit : .debit, account: account, amounts: sum)
    }

    private func checkBalance(of lines: [Line], _ value: Value) {
        let balance = PostingBalance(lines.map { PostingLine(side: $0.side, account: "", amounts: $0.amounts) })
        if !balance.unbalanced.isEmpty {
            let list = balance.unbalanced.joined(separator: ", ")
            value.report(
                .unbalanced, zh: "借贷不平衡：\(list)", en: "debits and credits differ in: \(list)",
                allowed: LocalizedText(
                    zh: "每个基本金额借贷各一次", en: "each base amount once on either side"))
        }
        if !balance.ambiguous.isEmpty {
            let list = balance.ambiguous.joined(separator: ", ")
            value.report(
                .contradiction, zh: "基本金额在同侧出现多次：\(list)", en: "base amounts stand several times on a side: \(list)",
                allowed: LocalizedText(
                    zh: "每个基本金额借贷各一次", en: "each base amount once on either side"))
        }
    }
}
