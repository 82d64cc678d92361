extension BrokenFile {
    private static let entity = "config/funding/entity.yaml"
    private static let accounts = "config/funding/accounts.yaml"
    private static let lines = "config/funding/lines.yaml"
    private static let rates = "config/funding/rates.yaml"

    static let fundingEntity = [
        BrokenFile(entity, "entityType: administrative", "entityType: administrativ", "2:13 unknown-name"),
        BrokenFile(entity, "treasury: direct", "treasury: zero", "3:11 unknown-name"),
        BrokenFile(entity, "treasury: direct\n", "", "1:1 missing"),
        BrokenFile(entity, "code: 记, title", "code: 记账凭证字, title", "5:12 wrong-format"),
        BrokenFile(
            entity, "  - {code: 记, title: {zh: 记账, en: General}}",
            "  - {code: 记, title: {zh: 记账, en: General}}\n  - {code: 记, title: {zh: 记账, en: General}}",
            "6:12 duplicate-code"),
        BrokenFile(entity, "secondApprovalAboveYuan: 50000", "secondApprovalAboveYuan: 50000.005", "6:26 out-of-range"),
        BrokenFile(entity, "reservationDays: 30", "reservationDays: 0", "7:18 out-of-range"),
        BrokenFile(entity, "reservationDays", "reservationDay", "1:1 missing", "7:1 unknown-key"),
        BrokenFile(entity, "administrative: 7101", "administrative: 7102", "9:28 unknown-name"),
        BrokenFile(entity, "administrative: 7101", "administrative: 7201", "9:28 contradiction"),
        BrokenFile(entity, "administrative: 7101", "administrativ: 7101", "9:12 unknown-key"),
        BrokenFile(entity, "  outlay: {adm", "  outlays: {adm", "9:3 missing"),
    ]

    static let fundingAccounts = [
        BrokenFile(accounts, "code: 1002", "code: 10022", "2:12 wrong-format"),
        BrokenFile(
            accounts, "  - {code: 2302",
            "  - {code: 1011, title: {zh: 甲, en: A}, element: asset, normalSide: debit}\n  - {code: 2302",
            "5:12 duplicate-code"),
        BrokenFile(
            accounts, "  - {code: 2302",
            "  - {code: 9214, title: {zh: 甲, en: A}, element: asset, normalSide: debit}\n  - {code: 2302",
            "5:50 contradiction"),
        BrokenFile(accounts, "en: Payable}, element: liability", "en: Payable}, element: asset", "5:57 contradiction"),
        BrokenFile(
            accounts, "en: Payable}, element: liability", "en: Payable}, element: liabilty", "5:57 unknown-name"),
        BrokenFile(
            accounts, "element: asset, normalSide: debit}\n", "element: asset, normalSide: left}\n", "2:75 unknown-name"
        ),
        BrokenFile(
            accounts, "budgetary:\n",
            "budgetary:\n  - {code: 1218, title: {zh: 甲, en: A}, element: asset, normalSide: debit}\n",
            "11:12 contradiction"),
        BrokenFile(accounts, "parent: 8001, title: {zh: 货币", "parent: 8002, title: {zh: 货币", "15:28 unknown-name"),
        BrokenFile(accounts, "parent: 8001, title: {zh: 货币", "parent: 8101, title: {zh: 货币", "15:28 contradiction"),
        BrokenFile(accounts, "code: 8201, title", "code: 8201, parent: 8201, title", "18:26 contradiction"),
        BrokenFile(accounts, "treasury: zero-balance", "treasury: zero-balanced", "3:91 unknown-name"),
        BrokenFile(accounts, "title: {zh: 银行存款, en: Bank}, ", "", "2:5 missing"),
        BrokenFile(accounts, "budgetary:\n", "budget:\n", "1:1 missing", "10:1 unknown-key"),
    ]

    static let fundingLines = [
        BrokenFile(
            lines, "code: 30227, title: {zh: 委托, en: Comm", "code: 50227, title: {zh: 委托, en: Comm", "5:25 wrong-format"
        ),
        BrokenFile(lines, "code: 50205", "code: 30205", "6:35 wrong-format"),
        BrokenFile(lines, "functionalClass: {code: 2100408", "functionalClass: {code: 21004", "4:27 wrong-format"),
        BrokenFile(
            lines, "functionalClass: {code: 2100499, title: {zh: 其他, en: Other}}",
            "functionalClass: {code: 2100408, title: {zh: 其他, en: Other}}", "11:20 contradiction"),
        BrokenFile(lines, "source: appropriation", "source: appropriations", "7:11 unknown-name"),
        BrokenFile(lines, "source: appropriation", "sources: appropriation", "1:3 missing", "7:3 unknown-key"),
        BrokenFile(lines, "purpose: {code: company", "purpose: {code: Company", "15:19 wrong-format"),
    ]

    static let fundingRates = [
        BrokenFile(rates, "tag: lives-alone", "tag: lives-allone", "2:24 unknown-name"),
        BrokenFile(rates, "tag: lives-alone, sub", "tag: lives-alone, minimumAge: 70, sub", "2:5 contradiction"),
        BrokenFile(rates, "tag: lives-alone, ", "", "2:5 missing"),
        BrokenFile(rates, "code: alone, tag: lives-alone", "code: alone, minimumAge: 65", "3:32 contradiction"),
        BrokenFile(rates, "minimumAge: 65", "tag: lives-alone", "3:25 duplicate-code"),
        BrokenFile(rates, "subsidyPercent: 90", "subsidyPercent: 101", "2:53 out-of-range"),
        BrokenFile(rates, "package: elder-record, item", "package: elder-records, item", "5:15 unknown-name"),
        BrokenFile(rates, "item: call", "item: calls", "5:35 unknown-name"),
        BrokenFile(rates, "item: call, count: 1", "item: call, count: 4", "5:48 out-of-range"),
        BrokenFile(rates, "item: call, count: 1", "count: 1", "6:15 duplicate-code"),
        BrokenFile(rates, "unit: fen", "unit: fens", "7:27 unknown-name"),
        BrokenFile(rates, "mode: half-up", "mode: half-down", "7:38 unknown-name"),
        BrokenFile(rates, "code: alone", "code: free-round", "2:12 contradiction"),
    ]
}

extension BrokenFile {
    /// With the name that was meant.
    static let mistypedFunding: [(BrokenFile, String)] = [
        (BrokenFile(entity, "treasury: direct", "treasury: drect"), "direct"),
        (BrokenFile(entity, "reservationDays", "reservationDay"), "reservationDays"),
        (BrokenFile(entity, "administrative: 7101", "administrative: 7111"), "7101"),
        (BrokenFile(accounts, "element: liability", "element: liabilty"), "liability"),
        (BrokenFile(accounts, "parent: 8001", "parent: 8011"), "8001"),
        (BrokenFile(lines, "source: appropriation", "source: apropriation"), "appropriation"),
        (BrokenFile(rates, "package: elder-record", "package: elder-recrod"), "elder-record"),
        (BrokenFile(rates, "item: call", "item: cal"), "call"),
        (BrokenFile(ruleFile, "event: order-released", "event: order-release"), "order-released"),
        (BrokenFile(ruleFile, "debit: outlay", "debit: outaly"), "outlay"),
        (BrokenFile(ruleFile, "debit: 800101", "debit: 800110"), "800101"),
        (BrokenFile(ruleFile, "credit: 2901, amount: tax", "credit: 2901, amount: txa"), "tax"),
        (BrokenFile(ruleFile, "how: pending", "how: pend"), "pending"),
        (BrokenFile(ruleFile, "from: [revenue,", "from: [revenu,"), "revenue"),
    ]

    private static let ruleFile = "config/funding/posting-rules.yaml"
}
