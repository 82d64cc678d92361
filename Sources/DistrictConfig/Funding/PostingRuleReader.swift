import HubModel

private enum RuleKey: String, CaseIterable {
    case event, title, when, voucherWord, movesBudgetMoney, amounts, control, financial, budgetary, reverses, closing
    case manual
}

/// Reads one rule of `funding/posting-rules.yaml`. Source of the rules' form: 政府会计制度 (财会〔2017〕25号), 平行记账.
struct PostingRuleReader {
    let chart: ChartDraft
    let entity: FundingEntityDraft

    private struct Books {
        var financial: [PostingLinesReader.Line]?
        var budgetary: [PostingLinesReader.Line]?
        var closing: ClosingReader.Reading?

        var areTouched: Bool { financial != nil || budgetary != nil || closing != nil }
        /// Nil when a step of the close could not be read.
        var movesBudgetMoney: Bool? {
            guard let closing, budgetary == nil else { return budgetary != nil }
            return closing.isComplete ? closing.steps.contains { $0.book == .budgetary } : nil
        }
    }

    func read(_ element: Value) -> PostingRuleDraft? {
        guard let reader = MappingReader<RuleKey>(element) else { return nil }
        var draft = PostingRuleDraft(
            eventPlace: reader.place(of: .event), movesPlace: reader.place(of: .movesBudgetMoney))
        let isManual = reader.optional(.manual).map { $0.boolean() } ?? (element.isCutOff ? nil : false)
        draft.event = reader.required(.event).flatMap { event($0, isManual: isManual) }
        let title = reader.required(.title)?.localizedText(atMost: 60)
        let when = reader.optional(.when)
        draft.condition = when.map { RuleCondition($0) } ?? (element.isCutOff ? nil : .always)
        let units = draft.condition?.units ?? []
        let word = reader.optional(.voucherWord)
        let wordCode = word?.name(in: entity.voucherWords, form: .voucherWord)
        let moves = reader.required(.movesBudgetMoney)
        draft.movesBudgetMoney = moves?.boolean()
        let reverses = reader.optional(.reverses)
        draft.reverses = reverses.flatMap { $0.choices(of: FundingEventCode.self) } ?? []
        var amounts = self.amounts(reader)
        let control = reader.optional(.control)
        let move = control.flatMap { ControlMoveReader().read($0, amounts: &amounts) }
        let books = self.books(reader, units, &amounts)
        amounts.reportUnused(element.source.log)
        if !element.isCutOff {
            check(word, against: books, isReversal: reverses != nil, element)
            if reverses == nil, let isMoving = draft.movesBudgetMoney, let moves {
                check(isMoving, moves, against: books)
            }
        }
        guard let event = draft.event, let title, let moving = draft.movesBudgetMoney, let isManual,
            let condition = draft.condition, let unit = entity.unit, condition.units.contains(unit),
            control == nil || move != nil
        else { return draft }
        draft.rule = PostingRule(
            event: event, title: title, voucherWord: wordCode, movesBudgetMoney: moving, funds: condition.funds,
            amounts: amounts.names, control: move,
            financial: books.financial?.compactMap { $0.resolved(for: unit) } ?? [],
            budgetary: books.budgetary?.compactMap { $0.resolved(for: unit) } ?? [], reverses: draft.reverses,
            closing: books.closing?.steps.compactMap { closingReader(units).resolved($0, for: unit) } ?? [],
            isManual: isManual)
        return draft
    }

    private var resolver: AccountResolver { AccountResolver(chart: chart, roles: entity.roles) }

    private func closingReader(_ units: Set<FundingUnit>) -> ClosingReader {
        ClosingReader(resolver: resolver, units: units)
    }

    private func event(_ value: Value, isManual: Bool?) -> String? {
        guard let code = value.code(.lowercase) else { return nil }
        // Where `manual` could not be read, the event may be the accountant's own.
        guard FundingEventCode(rawValue: code) == nil, isManual == false else { return code }
        let known = FundingEventCode.allCases.map(\.rawValue)
        value.report(
            .unknownName, zh: "没有名为“\(code)”的业务事项", en: "there is no event '\(code)'",
            allowed: LocalizedText(
                zh: "\(known.joined(separator: ", "))；人工分录须写 manual: true",
                en: "\(known.joined(separator: ", ")); 'manual: true' for entries by hand"),
            nearest: NearestName.of(code, among: known))
        return nil
    }

    /// Only a close may do without: it moves what there is.
    private func amounts(_ reader: MappingReader<RuleKey>) -> BaseAmounts {
        let isRequired = !reader.has(.closing)
        let value = isRequired ? reader.required(.amounts) : reader.optional(.amounts)
        return BaseAmounts(value, isRequired: isRequired)
    }

    private func books(
        _ reader: MappingReader<RuleKey>, _ units: Set<FundingUnit>, _ amounts: inout BaseAmounts
    ) -> Books {
        func lines(_ key: RuleKey, _ book: FundingBook) -> [PostingLinesReader.Line]? {
            reader.optional(key).map {
                if reader.has(.reverses) { reportEntries($0) }
                return PostingLinesReader(book: book, resolver: resolver, units: units).read($0, amounts: &amounts)
            }
        }
        return Books(
            financial: lines(.financial, .financial), budgetary: lines(.budgetary, .budgetary),
            closing: reader.optional(.closing).map {
                if reader.has(.reverses) { reportEntries($0) }
                return closingReader(units).read($0)
            })
    }

    private func reportEntries(_ value: Value) {
        value.report(
            .contradiction, zh: "冲销事项的分录取自被冲销的凭证", en: "a reversal takes its entries from what it reverses",
            allowed: LocalizedText(zh: "不写分录", en: "no entries"))
    }

    private func check(_ word: Value?, against books: Books, isReversal: Bool, _ element: Value) {
        let needsVoucher = books.areTouched || isReversal
        if needsVoucher, word == nil {
            let words = entity.voucherWords?.codes.joined(separator: ", ") ?? "记"
            element.report(
                .missing, zh: "缺少键“voucherWord”：记账须有凭证字",
                en: "the key 'voucherWord' is missing: entries need a voucher",
                allowed: LocalizedText(zh: words, en: words))
        } else if !needsVoucher, let word {
            word.report(
                .contradiction, zh: "不记账的事项没有凭证", en: "what makes no entry has no voucher",
                allowed: LocalizedText(zh: "不写 voucherWord", en: "no voucherWord"))
        }
    }

    private func check(_ isMoving: Bool, _ moves: Value, against books: Books) {
        guard let hasEntry = books.movesBudgetMoney else { return }
        if isMoving, !hasEntry {
            moves.report(
                .contradiction, zh: "纳入部门预算管理的现金收支须有预算会计分录", en: "budget money moves without a budgetary entry",
                allowed: LocalizedText(zh: "false，或写 budgetary", en: "false, or a budgetary entry"))
        } else if !isMoving, hasEntry {
            moves.report(
                .contradiction, zh: "有预算会计分录而未纳入部门预算管理", en: "there is a budgetary entry, but no budget money moves",
                allowed: LocalizedText(zh: "true，或不写 budgetary", en: "true, or no budgetary entry"))
        }
    }
}
