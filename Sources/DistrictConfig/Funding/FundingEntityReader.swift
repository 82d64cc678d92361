import HubModel

private enum EntityKey: String, CaseIterable {
    case name, entityType, treasury, voucherWords, secondApprovalAboveYuan, reservationDays, accountRoles
}

private enum VoucherWordKey: String, CaseIterable {
    case code, title
}

/// Reads `funding/entity.yaml`.
struct FundingEntityReader {
    /// The role that there must be: what the unit spends through, 7101 or 7201.
    static let outlay = "outlay"

    let chart: ChartDraft

    func read(_ value: Value?) -> FundingEntityDraft {
        var draft = FundingEntityDraft()
        guard let value, let reader = MappingReader<EntityKey>(value) else { return draft }
        let name = reader.required(.name)?.localizedText(atMost: 60)
        let entityType = reader.required(.entityType)?.choice(of: FundingEntityType.self)
        let treasury = reader.required(.treasury)?.choice(of: TreasuryMode.self)
        let words = voucherWords(reader.required(.voucherWords))
        draft.voucherWords = words.declarations
        let limit = reader.required(.secondApprovalAboveYuan)?.yuan()
        let days = reader.required(.reservationDays)?.integer(in: 1...366)
        draft.roles = reader.required(.accountRoles).flatMap(roles)
        guard let entityType, let treasury else { return draft }
        draft.unit = FundingUnit(entityType: entityType, treasury: treasury)
        guard let name, let limit, let days, let roles = draft.roles else { return draft }
        draft.entity = FundingEntity(
            name: name, entityType: entityType, treasury: treasury, voucherWords: words.words,
            secondApprovalAbove: limit, reservationDays: days, accountRoles: roles.compactMapValues { $0[entityType] })
        return draft
    }

    private func voucherWords(
        _ value: Value?
    ) -> (words: [FundingEntity.VoucherWord], declarations: Declarations?) {
        guard let value else { return ([], nil) }
        var codes = Declarations(what: LocalizedText(zh: "凭证字", en: "voucher word"))
        let elements = value.list(minimum: 1)
        let words = elements.compactMap { element -> FundingEntity.VoucherWord? in
            guard let reader = MappingReader<VoucherWordKey>(element) else { return nil }
            let code = reader.required(.code)?.code(.voucherWord)
            if let code { codes.declare(code, at: reader.place(of: .code), log: value.source.log) }
            guard let title = reader.required(.title)?.localizedText(atMost: 20), let code else { return nil }
            return FundingEntity.VoucherWord(code: code, title: title)
        }
        return (words, words.count == elements.count && value.isList && !value.isCutOff ? codes : nil)
    }

    /// Nil when not all of the roles could be read.
    private func roles(_ value: Value) -> [String: [FundingEntityType: String]]? {
        var roles: [String: [FundingEntityType: String]] = [:]
        var isWhole = value.isMapping && !value.isCutOff
        for (key, entry) in value.entries() {
            guard let name = key.code(.lowercase), let accounts = accounts(entry) else {
                isWhole = false
                continue
            }
            roles[name] = accounts
        }
        guard isWhole else { return nil }
        guard roles[Self.outlay] != nil else {
            value.report(
                .missing, zh: "缺少科目角色“\(Self.outlay)”", en: "the account role '\(Self.outlay)' is missing",
                allowed: LocalizedText(
                    zh: "outlay: {administrative: 7101, institution: 7201}",
                    en: "outlay: {administrative: 7101, institution: 7201}"))
            return nil
        }
        return roles
    }

    /// Nil when one of them is no account of such a unit.
    private func accounts(_ value: Value) -> [FundingEntityType: String]? {
        guard let reader = MappingReader<FundingEntityType>(value) else { return nil }
        var accounts: [FundingEntityType: String] = [:]
        var isWhole = !reader.hasUnknownKeys
        for type in FundingEntityType.allCases {
            guard let entry = reader.optional(type) else { continue }
            let code = entry.code(.account)
            accounts[type] = code
            if code.map({ isKnown($0, entry, for: type) }) != true { isWhole = false }
        }
        return isWhole ? accounts : nil
    }

    private func isKnown(_ code: String, _ value: Value, for type: FundingEntityType) -> Bool {
        guard let book = chart.book(of: code) else {
            guard chart.codes.count == FundingBook.allCases.count else { return true }
            let known = chart.codes.values.flatMap(\.codes).sorted()
            value.reportUnknown(code, LocalizedText(zh: "会计科目", en: "account"), known: known)
            return false
        }
        guard let only = chart.account(code, in: book)?.entityType, only != type else { return true }
        value.report(
            .contradiction, zh: "该类单位没有科目“\(code)”", en: "such a unit has no account '\(code)'",
            allowed: LocalizedText(zh: only.rawValue, en: only.rawValue))
        return false
    }
}
