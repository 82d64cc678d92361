extension SampleConfiguration {
    static let postingRules = """
        - event: appropriation-approved
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: authorised, to: available, how: transfer}
        - event: budget-allocated
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: available, to: available, how: transfer}
        - event: budget-adjusted
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: available, to: available, how: transfer}
        - event: budget-frozen
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: available, to: frozen, how: transfer}
        - event: budget-unfrozen
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: frozen, to: available, how: transfer}
        - event: order-accepted
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: available, to: accepted, how: pending}
        - event: order-released
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: available, to: accepted, how: void}
        - event: service-verified
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: false
          amounts: [total]
          control: {from: available, to: accepted, how: post}
          financial: [{debit: 5001, amount: total}, {credit: 2302, amount: total}]
        - event: paid-by-treasury
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          control: {from: accepted, to: paid, how: transfer}
          financial: [{debit: 2302, amount: total}, {credit: 4001, amount: total}]
          budgetary: [{debit: outlay, amount: total}, {credit: 6001, amount: total}]
        - event: quota-granted
          title: {zh: 甲, en: A}
          when: {treasury: zero-balance}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          financial: [{debit: 1011, amount: total}, {credit: 4001, amount: total}]
          budgetary: [{debit: 800102, amount: total}, {credit: 6001, amount: total}]
        - event: paid-from-quota
          title: {zh: 甲, en: A}
          when: {treasury: zero-balance}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          control: {from: accepted, to: paid, how: transfer}
          financial: [{debit: 2302, amount: total}, {credit: 1011, amount: total}]
          budgetary: [{debit: outlay, amount: total}, {credit: 800102, amount: total}]
        - event: paid-from-bank
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          control: {from: accepted, to: paid, how: transfer}
          financial: [{debit: 2302, amount: total}, {credit: 1002, amount: total}]
          budgetary: [{debit: outlay, amount: total}, {credit: 800101, amount: total}]
        - event: advance-paid
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          control: {from: available, to: advanced, how: transfer}
          financial: [{debit: 1214, amount: total}, {credit: 4001, amount: total}]
          budgetary: [{debit: outlay, amount: total}, {credit: 6001, amount: total}]
        - event: advance-settled
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: false
          amounts: [total]
          financial: [{debit: 5001, amount: total}, {credit: 1214, amount: total}]
        - event: transfer-received
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          control: {from: authorised, to: available, how: transfer}
          financial: [{debit: 1002, amount: total}, {credit: 4001, amount: total}]
          budgetary: [{debit: 800101, amount: total}, {credit: 6001, amount: total}]
        - event: donation-received
          title: {zh: 甲, en: A}
          when: {fund: owned}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          control: {from: authorised, to: available, how: transfer}
          financial: [{debit: 1002, amount: total}, {credit: 4001, amount: total}]
          budgetary: [{debit: 800101, amount: total}, {credit: 6001, amount: total}]
        - event: donation-received
          title: {zh: 甲, en: A}
          when: {fund: entrusted}
          voucherWord: 记
          movesBudgetMoney: false
          amounts: [total]
          control: {from: authorised, to: available, how: transfer}
          financial: [{debit: 1002, amount: total}, {credit: 2901, amount: total}]
        - event: paid-from-fund
          title: {zh: 甲, en: A}
          when: {fund: owned}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          control: {from: accepted, to: paid, how: transfer}
          financial: [{debit: 2302, amount: total}, {credit: 1002, amount: total}]
          budgetary: [{debit: outlay, amount: total}, {credit: 800101, amount: total}]
        - event: paid-from-fund
          title: {zh: 甲, en: A}
          when: {fund: entrusted}
          voucherWord: 记
          movesBudgetMoney: false
          amounts: [total]
          control: {from: accepted, to: paid, how: transfer}
          financial: [{debit: 2901, amount: total}, {credit: 1002, amount: total}]
        - event: company-prepaid
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [net, tax]
          control: {from: authorised, to: available, how: transfer, amount: net + tax}
          financial: [{debit: 1002, amount: net + tax}, {credit: 2302, amount: net}, {credit: 2901, amount: tax}]
          budgetary: [{debit: 800101, amount: net + tax}, {credit: 6001, amount: tax + net}]
        - event: company-service-verified
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: available, to: accepted, how: post}
        - event: company-provider-paid
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: accepted, to: paid, how: transfer}
        - event: copayment-received
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: false
          amounts: [total]
          financial: [{debit: 1002, amount: total}, {credit: 2901, amount: total}]
        - event: copayment-handed-over
          title: {zh: 甲, en: A}
          when: {entityType: administrative}
          voucherWord: 记
          movesBudgetMoney: false
          amounts: [total]
          financial: [{debit: 2901, amount: total}, {credit: 1002, amount: total}]
        - event: payment-returned
          title: {zh: 甲, en: A}
          movesBudgetMoney: true
          amounts: [total]
          control: {from: paid, to: available, how: transfer}
          voucherWord: 记
          reverses: [paid-by-treasury, paid-from-bank]
        - event: former-year-payment-returned
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          financial: [{debit: 1002, amount: total}, {credit: 3001, amount: total}]
          budgetary: [{debit: 800101, amount: total}, {credit: 8101, amount: total}]
        - event: year-end-direct-unused
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          control: {from: available, to: carried-over, how: transfer}
          financial: [{debit: 1002, amount: total}, {credit: 4001, amount: total}]
          budgetary: [{debit: 800101, amount: total}, {credit: 6001, amount: total}]
        - event: year-end-quota-unused
          title: {zh: 甲, en: A}
          when: {treasury: zero-balance}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          control: {from: available, to: carried-over, how: transfer}
          financial: [{debit: 1002, amount: total}, {credit: 1011, amount: total}]
          budgetary: [{debit: 800101, amount: total}, {credit: 800102, amount: total}]
        - event: budget-carried-over
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: available, to: carried-over, how: transfer}
        - event: budget-lapsed
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: available, to: lapsed, how: transfer}
        - event: quota-restored
          title: {zh: 甲, en: A}
          when: {treasury: zero-balance}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          control: {from: carried-over, to: available, how: transfer}
          financial: [{debit: 1011, amount: total}, {credit: 1002, amount: total}]
          budgetary: [{debit: 800102, amount: total}, {credit: 800101, amount: total}]
        - event: budget-restored
          title: {zh: 甲, en: A}
          movesBudgetMoney: false
          amounts: [total]
          control: {from: carried-over, to: available, how: transfer}
        - event: paid-from-carry-over
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          control: {from: accepted, to: paid, how: transfer}
          financial: [{debit: 2302, amount: total}, {credit: 1002, amount: total}]
          budgetary: [{debit: outlay, amount: total}, {credit: 800101, amount: total}]
        - event: year-end-close
          title: {zh: 甲, en: A}
          movesBudgetMoney: true
          voucherWord: 记
          closing:
            - {from: [revenue, 5001], into: 3001}
            - {from: [6001, outlay], funds: appropriation, into: 8101}
            - {from: [6001, outlay], funds: restricted, into: 8201}
            - {from: [budget-revenue, outlay], funds: unrestricted, into: 8201}
        - event: bank-fee
          title: {zh: 甲, en: A}
          voucherWord: 记
          movesBudgetMoney: true
          amounts: [total]
          financial: [{debit: 5001, amount: total}, {credit: 1002, amount: total}]
          budgetary: [{debit: outlay, amount: total}, {credit: 800101, amount: total}]
          manual: true

        """
}
