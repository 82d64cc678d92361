import HubModel

/// Finds the accounts that rules name and checks that they exist wherever the rule holds.
struct AccountResolver {
    let chart: ChartDraft
    let roles: [String: [FundingEntityType: String]]?

    /// Reads a code or a role.
    ///
    /// - Parameters:
    ///   - book: the book in which the account must stand; nil for either.
    ///   - units: the units for which the rule holds.
    ///   - isPostedTo: whether entries are made there, which needs an account without details.
    ///   - others: what else might have been meant.
    func account(
        _ value: Value, in book: FundingBook?, for units: Set<FundingUnit>, isPostedTo: Bool,
        alsoNamed others: [String] = []
    ) -> NamedAccount? {
        let expected = LocalizedText(zh: "科目代码或科目角色", en: "an account's code or role")
        guard let name = value.scalar(expected: expected) else { return nil }
        let codes: [FundingUnit: String]
        var named: Set = [name]
        if CodeForm.account.matches(name) {
            codes = Dictionary(uniqueKeysWithValues: units.map { ($0, name) })
        } else if let roles {
            guard let role = roles[name] else {
                reportUnknown(name, value, in: book, others)
                return nil
            }
            codes = codesByUnit(of: role, units)
            named = Set(role.values)
            let without = units.filter { codes[$0] == nil }
            if !without.isEmpty { reportAbsence(of: name, without, value) }
        } else {
            return nil
        }
        guard let found = find(named, named: name, value, in: book) else { return nil }
        checkExistence(codes, in: found, value)
        if isPostedTo { checkDetails(codes, in: found, value) }
        return NamedAccount(codes: codes, book: found)
    }

    private func codesByUnit(
        of role: [FundingEntityType: String], _ units: Set<FundingUnit>
    ) -> [FundingUnit: String] {
        Dictionary(uniqueKeysWithValues: units.compactMap { unit in role[unit.entityType].map { (unit, $0) } })
    }

    /// The book in which all the codes stand; reports those that stand nowhere, or in the wrong one.
    private func find(_ codes: Set<String>, named name: String, _ value: Value, in book: FundingBook?) -> FundingBook? {
        var books: Set<FundingBook> = []
        for code in codes {
            guard let found = chart.book(of: code) else {
                // Where accounts could not be read, nothing is known to be missing; a role is checked where it stands.
                if chart.codes.count == FundingBook.allCases.count, code == name {
                    reportUnknown(name, value, in: book)
                }
                return nil
            }
            books.insert(found)
        }
        guard books.count <= 1 else {
            value.report(
                .contradiction, zh: "角色“\(name)”的科目分属两本账簿", en: "the accounts of the role '\(name)' stand in both books"
            )
            return nil
        }
        guard let found = books.first else { return nil }
        if let book, found != book {
            value.report(
                .contradiction, zh: "科目“\(name)”不属于该账簿", en: "the account '\(name)' belongs in the other book",
                allowed: LocalizedText(zh: ChartReader.what(book).zh, en: "a \(ChartReader.what(book).en)"))
            return nil
        }
        return found
    }

    private func checkExistence(_ codes: [FundingUnit: String], in book: FundingBook, _ value: Value) {
        let without = codes.filter { unit, code in
            chart.account(code, in: book)?.exists(for: unit.entityType, treasury: unit.treasury) == false
        }
        if !without.isEmpty { reportAbsence(of: value.writtenText ?? "", Set(without.keys), value) }
    }

    private func checkDetails(_ codes: [FundingUnit: String], in book: FundingBook, _ value: Value) {
        for code in Set(codes.values).sorted() {
            let details = chart.accounts.filter { $0.book == book && $0.parent == code }.map(\.code).sorted()
            guard !details.isEmpty else { continue }
            let list = details.joined(separator: ", ")
            value.report(
                .contradiction, zh: "科目“\(code)”有明细，须记入明细科目",
                en: "the account '\(code)' has details; entries go to one of them",
                allowed: LocalizedText(zh: list, en: list))
        }
    }

    private func reportUnknown(_ name: String, _ value: Value, in book: FundingBook?, _ others: [String] = []) {
        let books = book.map { [$0] } ?? FundingBook.allCases
        let known = books.flatMap { chart.codes[$0]?.codes ?? [] } + (roles?.keys.sorted() ?? []) + others
        value.reportUnknown(
            name, book.map(ChartReader.what) ?? LocalizedText(zh: "会计科目", en: "account"), known: known)
    }

    private func reportAbsence(of name: String, _ units: Set<FundingUnit>, _ value: Value) {
        let list = units.map(\.description).sorted().joined(separator: ", ")
        value.report(
            .contradiction, zh: "下列单位没有科目“\(name)”：\(list)", en: "these units have no account '\(name)': \(list)",
            allowed: LocalizedText(zh: "用 when 限定规则", en: "a rule restricted by 'when'"))
    }
}
