import HubModel

private enum AccountKey: String, CaseIterable {
    case code, title, normalSide, element, entityType, treasury, parent
}

/// Reads the chart of accounts, `funding/accounts.yaml`. Source of numbers and elements: 财会〔2017〕25号.
struct ChartReader {
    private struct Row {
        /// Nil when it could not be read.
        var code: String?
        var parent: Value?
        var account: FundingAccount?
    }

    func read(_ value: Value) -> ChartDraft {
        var draft = ChartDraft()
        guard let reader = MappingReader<FundingBook>(value) else { return draft }
        for book in FundingBook.allCases {
            guard let list = reader.required(book) else { continue }
            var codes = Declarations(what: Self.what(book))
            let rows = list.list(minimum: 1).map { row($0, in: book, codes: &codes) }
            let isComplete = list.isList && !list.isCutOff && rows.allSatisfy { $0.code != nil }
            if isComplete { draft.codes[book] = codes }
            draft.accounts += rows.compactMap { row in
                guard var account = row.account else { return nil }
                if isComplete, let parent = row.parent, !isParent(parent, of: account.code, among: codes) {
                    account.parent = nil
                }
                return account
            }
        }
        return draft
    }

    static func what(_ book: FundingBook) -> LocalizedText {
        switch book {
        case .financial: LocalizedText(zh: "财务会计科目", en: "financial account")
        case .budgetary: LocalizedText(zh: "预算会计科目", en: "budgetary account")
        }
    }

    private func row(_ value: Value, in book: FundingBook, codes: inout Declarations) -> Row {
        guard let reader = MappingReader<AccountKey>(value) else { return Row() }
        let codeValue = reader.required(.code)
        let code = codeValue?.code(.account)
        if let code { codes.declare(code, at: reader.place(of: .code), log: value.source.log) }
        let title = reader.required(.title)?.localizedText(atMost: 60)
        let side = reader.required(.normalSide)?.choice(of: EntrySide.self)
        let elementValue = reader.required(.element)
        let element = elementValue?.choice(of: AccountElement.self)
        if let code, let codeValue, let element, let elementValue {
            check(element, elementValue, against: code, codeValue, in: book)
        }
        let entityType = reader.optional(.entityType).map { $0.choice(of: FundingEntityType.self) }
        let treasury = reader.optional(.treasury).map { $0.choice(of: TreasuryMode.self) }
        let parentValue = reader.optional(.parent)
        let parent = parentValue?.code(.account)
        var row = Row(code: code, parent: parent == nil ? nil : parentValue)
        guard let code, let title, let side, let element else { return row }
        row.account = FundingAccount(
            book: book, code: code, title: title, element: element, normalSide: side, parent: parent,
            entityType: entityType ?? nil, treasury: treasury ?? nil)
        return row
    }

    private func check(
        _ element: AccountElement, _ elementValue: Value, against code: String, _ codeValue: Value,
        in book: FundingBook
    ) {
        if code.first != element.digit {
            let right = AccountElement.allCases.first { $0.digit == code.first }?.rawValue
            elementValue.report(
                .contradiction, zh: "科目“\(code)”的首位数字属于另一会计要素",
                en: "the first digit of the account '\(code)' is that of another element",
                allowed: right.map { LocalizedText(zh: $0, en: $0) }
                    ?? LocalizedText(zh: "首位 1 至 8", en: "a first digit from 1 to 8"))
        } else if element.book != book {
            codeValue.report(
                .contradiction, zh: "科目“\(code)”不属于该账簿", en: "the account '\(code)' belongs in the other book",
                allowed: LocalizedText(zh: element.book.rawValue, en: element.book.rawValue))
        }
    }

    /// A parent may stand below its details, so this waits until all codes are known.
    private func isParent(_ value: Value, of code: String, among codes: Declarations) -> Bool {
        guard let parent = value.reference(to: codes, form: .account) else { return false }
        guard code.hasPrefix(parent), code.count > parent.count else {
            value.report(
                .contradiction, zh: "科目“\(code)”不是“\(parent)”的明细", en: "'\(code)' is no detail of '\(parent)'",
                allowed: LocalizedText(zh: "上级科目代码为其开头", en: "a code with which it begins"))
            return false
        }
        return true
    }
}
