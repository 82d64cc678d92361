extension BrokenFile {
    private static let postings = "config/funding/posting-rules.yaml"

    static let postingRules = [
        BrokenFile(postings, "event: service-verified", "event: service-verifed", "36:10 unknown-name"),
        BrokenFile(postings, "event: bank-fee", "event: order-accepted", "235:10 overlap"),
        BrokenFile(
            postings,
            "fund: owned}\n  voucherWord: 记\n  movesBudgetMoney: true\n  amounts: [total]\n  control: {from: authorised",
            "fund: [owned, entrusted]}\n  voucherWord: 记\n  movesBudgetMoney: true\n  amounts: [total]\n  control: {from: authorised",
            "107:10 overlap"),
        BrokenFile(
            postings,
            "- event: budget-frozen\n  title: {zh: 甲, en: A}\n  movesBudgetMoney: false\n  amounts: [total]\n  control: {from: available, to: frozen, how: transfer}\n",
            "", "1:1 missing"),
        BrokenFile(
            postings, "- event: advance-settled\n  title: {zh: 甲, en: A}\n",
            "- event: advance-settled\n  title: {zh: 甲, en: A}\n  when: {treasury: zero-balance}\n", "1:1 missing"),
        BrokenFile(
            postings, "- event: order-accepted\n  title: {zh: 甲, en: A}\n",
            "- event: order-accepted\n  title: {zh: 甲, en: A}\n  when: {fund: [none, owned]}\n", "1:1 missing"),
        BrokenFile(postings, "when: {fund: owned}", "when: {fund: own}", "100:16 unknown-name"),
        BrokenFile(postings, "when: {treasury: zero-balance}", "when: {treasurie: zero-balance}", "53:10 unknown-key"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: totl}]", "42:68 unknown-name"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total +}]", "42:68 wrong-format"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debit: 5001, amount: total}]", "42:14 unbalanced"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debit: 5001, amount: total}, {debit: 2302, amount: total}]", "42:14 unbalanced"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}, {debit: 2302, amount: total}, {credit: 1002, amount: total}]",
            "42:14 contradiction"),
        BrokenFile(postings, "credit: 2901, amount: tax", "credit: 2901, amount: net", "138:14 unbalanced"),
        BrokenFile(postings, "{credit: 2302, amount: net}, ", "", "138:14 unbalanced"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debit: 5002, amount: total}, {credit: 2302, amount: total}]", "42:23 unknown-name"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debit: outlays, amount: total}, {credit: 2302, amount: total}]", "42:23 unknown-name"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debit: 6001, amount: total}, {credit: 2302, amount: total}]", "42:23 contradiction"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debit: outlay, amount: total}, {credit: 2302, amount: total}]", "42:23 contradiction"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debit: 5001, amount: total}, {credit: 1011, amount: total}]", "42:54 contradiction"),
        BrokenFile(postings, "debit: outlay", "debit: 7101", "50:23 contradiction"),
        BrokenFile(postings, "credit: 800101", "credit: 8001", "75:56 contradiction"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debit: 5001, credit: 2302, amount: total}, {credit: 2302, amount: total}]",
            "42:15 contradiction"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{amount: total}, {credit: 2302, amount: total}]", "42:15 missing"),
        BrokenFile(
            postings, "financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]",
            "financial: [{debt: 5001, amount: total}, {credit: 2302, amount: total}]", "42:15 missing",
            "42:16 unknown-key"),
        BrokenFile(
            postings,
            "movesBudgetMoney: false\n  amounts: [total]\n  control: {from: available, to: accepted, how: post}\n  financial",
            "movesBudgetMoney: true\n  amounts: [total]\n  control: {from: available, to: accepted, how: post}\n  financial",
            "39:21 contradiction"),
        BrokenFile(
            postings, "movesBudgetMoney: true\n  amounts: [total]\n  control: {from: accepted",
            "movesBudgetMoney: false\n  amounts: [total]\n  control: {from: accepted", "46:21 contradiction"),
        BrokenFile(
            postings, "movesBudgetMoney: true\n  amounts: [total]\n  control: {from: paid",
            "movesBudgetMoney: false\n  amounts: [total]\n  control: {from: paid", "165:21 contradiction"),
        BrokenFile(
            postings, "movesBudgetMoney: true\n  voucherWord: 记\n  closing",
            "movesBudgetMoney: false\n  voucherWord: 记\n  closing", "228:21 contradiction"),
        BrokenFile(
            postings, "event: service-verified\n  title: {zh: 甲, en: A}\n  voucherWord: 记\n",
            "event: service-verified\n  title: {zh: 甲, en: A}\n", "36:3 missing"),
        BrokenFile(
            postings, "event: service-verified\n  title: {zh: 甲, en: A}\n  voucherWord: 记\n",
            "event: service-verified\n  title: {zh: 甲, en: A}\n  voucherWord: 付\n", "38:16 unknown-name"),
        BrokenFile(
            postings, "event: order-accepted\n", "event: order-accepted\n  voucherWord: 记\n", "27:16 contradiction"),
        BrokenFile(
            postings, "event: order-accepted\n  title: {zh: 甲, en: A}\n  movesBudgetMoney: false\n  amounts: [total]",
            "event: order-accepted\n  title: {zh: 甲, en: A}\n  movesBudgetMoney: false\n  amounts: [total, tax]",
            "30:12 missing"),
        BrokenFile(
            postings, "amounts: [total]\n  financial: [{debit: 5001, amount: total}, {credit: 1214",
            "amounts: [total, tax]\n  financial: [{debit: 5001, amount: total}, {credit: 1214", "88:20 contradiction"),
        BrokenFile(
            postings, "amounts: [net, tax]", "amounts: [net, net]", "136:18 duplicate-code", "137:69 unknown-name",
            "138:37 unknown-name", "138:101 unknown-name", "139:39 unknown-name", "139:74 unknown-name"),
        BrokenFile(
            postings, "event: order-accepted\n  title: {zh: 甲, en: A}\n  movesBudgetMoney: false\n  amounts: [total]\n",
            "event: order-accepted\n  title: {zh: 甲, en: A}\n  movesBudgetMoney: false\n", "26:3 missing"),
        BrokenFile(postings, "to: accepted, how: pending", "to: paid, how: pending", "30:12 contradiction"),
        BrokenFile(
            postings, "from: authorised, to: available", "from: available, to: authorised", "5:12 contradiction"),
        BrokenFile(postings, "to: frozen", "to: froze", "20:34 unknown-name"),
        BrokenFile(postings, "how: post", "how: posted", "41:49 unknown-name"),
        BrokenFile(
            postings, "reverses: [paid-by-treasury, paid-from-bank]", "reverses: [paid-by-treasurer]",
            "169:14 unknown-name"),
        BrokenFile(
            postings, "  reverses: [paid-by-treasury",
            "  financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]\n  reverses: [paid-by-treasury",
            "169:14 contradiction"),
        BrokenFile(postings, "from: [revenue, 5001]", "from: [revenue]", "231:5 missing"),
        BrokenFile(postings, "from: [revenue, 5001]", "from: [revenues, 5001]", "231:15 unknown-name"),
        BrokenFile(postings, "from: [revenue, 5001]", "from: [revenue, 5001, 6001]", "231:30 contradiction"),
        BrokenFile(postings, "from: [revenue, 5001]", "from: [revenue, 5001, 3001]", "231:43 contradiction"),
        BrokenFile(postings, "into: 3001", "into: 3002", "231:37 unknown-name"),
        BrokenFile(postings, "into: 8101", "into: 8001", "232:58 contradiction"),
        BrokenFile(postings, "funds: restricted", "funds: restrict", "233:37 unknown-name"),
        BrokenFile(postings, "funds: restricted", "funds: appropriation", "231:5 missing"),
        BrokenFile(postings, "  manual: true\n", "", "235:10 unknown-name"),
        BrokenFile(postings, "manual: true", "manual: yes", "242:11 wrong-type"),
        BrokenFile(
            postings, "voucherWord: 记\n  movesBudgetMoney: false\n  amounts: [total]\n  control: {from: available",
            "voucherWord: 记\n  movesBudgetMonie: false\n  amounts: [total]\n  control: {from: available",
            "36:3 missing", "39:3 unknown-key"),
    ]
}
