import HubModel

private enum StepKey: String, CaseIterable {
    case from, into, funds
}

/// Reads the steps of the year-end close.
struct ClosingReader {
    struct Step {
        var book: FundingBook
        var from: [Source]
        var into: NamedAccount
        var funds: ClosingFunds?
    }

    enum Source {
        case account(NamedAccount)
        case element(AccountElement)

        var book: FundingBook {
            switch self {
            case .account(let account): account.book
            case .element(let element): element.book
            }
        }
    }

    /// Those that hold what one year brought, which is what can be closed whole.
    private static let elements = AccountElement.allCases.filter(\.isTemporary)

    struct Reading {
        /// Without those that could not be read.
        var steps: [Step]
        var isComplete: Bool
    }

    private let resolver: AccountResolver
    private let units: Set<FundingUnit>
    private let charts: [FundingUnit: ChartOfAccounts]

    init(resolver: AccountResolver, units: Set<FundingUnit>) {
        self.resolver = resolver
        self.units = units
        charts = Dictionary(
            uniqueKeysWithValues: units.map { unit in
                let accounts = resolver.chart.accounts.filter {
                    $0.exists(for: unit.entityType, treasury: unit.treasury)
                }
                return (unit, ChartOfAccounts(accounts))
            })
    }

    func read(_ value: Value) -> Reading {
        let elements = value.list(minimum: 1)
        let steps = elements.compactMap(step)
        let isComplete = steps.count == elements.count && !steps.isEmpty && !value.isCutOff
        if isComplete { checkCoverage(of: steps, value) }
        return Reading(steps: steps, isComplete: isComplete)
    }

    /// The accounts that a step empties at a unit, by code.
    func accounts(_ step: Step, of unit: FundingUnit) -> [String] {
        guard let chart = charts[unit] else { return [] }
        let codes = step.from.flatMap { source in
            switch source {
            case .account(let named):
                named.codes[unit].map { chart.details(of: $0, in: step.book).map(\.code) } ?? []
            case .element(let element):
                chart.accounts(in: step.book).filter { $0.element == element }.flatMap {
                    chart.details(of: $0.code, in: step.book).map(\.code)
                }
            }
        }
        return Set(codes).sorted()
    }

    func resolved(_ step: Step, for unit: FundingUnit) -> ClosingStep? {
        step.into.codes[unit].map {
            ClosingStep(book: step.book, from: accounts(step, of: unit), into: $0, funds: step.funds)
        }
    }

    private func step(_ element: Value) -> Step? {
        guard let reader = MappingReader<StepKey>(element) else { return nil }
        let fromValues = reader.required(.from)?.list(minimum: 1) ?? []
        let from = fromValues.map(source)
        let intoValue = reader.required(.into)
        let into = intoValue.flatMap { resolver.account($0, in: nil, for: units, isPostedTo: true) }
        let funds = reader.optional(.funds).map { $0.choice(of: ClosingFunds.self) }
        guard let into, let intoValue else { return nil }
        for (source, value) in zip(from, fromValues) where source.map({ $0.book != into.book }) == true {
            value.report(
                .contradiction, zh: "“\(value.writtenText ?? "")”与转入科目不在同一账簿",
                en: "'\(value.writtenText ?? "")' stands in another book than the account it is closed into",
                allowed: LocalizedText(zh: into.book.rawValue, en: into.book.rawValue))
        }
        let sources = from.compactMap { $0 }.filter { $0.book == into.book }
        guard sources.count == fromValues.count, !sources.isEmpty, funds.map({ $0 != nil }) ?? true else { return nil }
        let step = Step(book: into.book, from: sources, into: into, funds: funds ?? nil)
        if units.contains(where: { unit in into.codes[unit].map(accounts(step, of: unit).contains) ?? false }) {
            intoValue.report(.contradiction, zh: "科目转入自身", en: "an account is closed into itself")
        }
        return step
    }

    private func source(_ value: Value) -> Source? {
        if let element = Self.elements.first(where: { $0.rawValue == value.writtenText }) { return .element(element) }
        return resolver.account(
            value, in: nil, for: units, isPostedTo: false, alsoNamed: Self.elements.map(\.rawValue)
        ).map(Source.account)
    }

    /// Reports what one year brought and no step takes into the next.
    private func checkCoverage(of steps: [Step], _ value: Value) {
        var open: Set<String> = []
        for (unit, chart) in charts {
            let closed = steps.map { (step: $0, accounts: accounts($0, of: unit)) }
            for account in chart.temporaryAccounts {
                let taking = closed.filter { $0.step.book == account.book && $0.accounts.contains(account.code) }
                let isCovered = ClosingFunds.allCases.allSatisfy { funds in
                    taking.contains { $0.step.funds == nil || $0.step.funds == funds }
                }
                if !isCovered { open.insert(account.code) }
            }
        }
        guard !open.isEmpty else { return }
        let list = open.sorted().joined(separator: ", ")
        let funds = ClosingFunds.allCases.map(\.rawValue).joined(separator: ", ")
        value.report(
            .missing, zh: "下列收支类科目未全部结转：\(list)", en: "these accounts of one year are not closed whole: \(list)",
            allowed: LocalizedText(zh: "各资金性质（\(funds)）均须结转", en: "a step for each of: \(funds)"))
    }
}

extension ChartOfAccounts {
    /// Accounts without details that count one year.
    fileprivate var temporaryAccounts: [FundingAccount] {
        FundingBook.allCases.flatMap { book in
            accounts(in: book).filter { $0.element.isTemporary && details(of: $0.code, in: book) == [$0] }
        }
    }
}
