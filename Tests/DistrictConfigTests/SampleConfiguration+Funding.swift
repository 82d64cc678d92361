extension SampleConfiguration {
    static let fundingEntity = """
        name: {zh: 样区卫健局, en: Bureau}
        entityType: administrative
        treasury: direct
        voucherWords:
          - {code: 记, title: {zh: 记账, en: General}}
        secondApprovalAboveYuan: 50000
        reservationDays: 30
        accountRoles:
          outlay: {administrative: 7101, institution: 7201}

        """

    static let accounts = """
        financial:
          - {code: 1002, title: {zh: 银行存款, en: Bank}, element: asset, normalSide: debit}
          - {code: 1011, title: {zh: 额度, en: Quota}, element: asset, normalSide: debit, treasury: zero-balance}
          - {code: 1214, title: {zh: 预付, en: Prepaid}, element: asset, normalSide: debit}
          - {code: 2302, title: {zh: 应付, en: Payable}, element: liability, normalSide: credit}
          - {code: 2901, title: {zh: 受托, en: In trust}, element: liability, normalSide: credit}
          - {code: 3001, title: {zh: 盈余, en: Surplus}, element: net-assets, normalSide: credit}
          - {code: 4001, title: {zh: 拨款, en: Appropriation}, element: revenue, normalSide: credit}
          - {code: 5001, title: {zh: 费用, en: Cost}, element: expense, normalSide: debit}
        budgetary:
          - {code: 6001, title: {zh: 拨款, en: Appropriation}, element: budget-revenue, normalSide: credit}
          - {code: 7101, title: {zh: 行政, en: Outlay}, element: budget-expenditure, normalSide: debit, entityType: administrative}
          - {code: 7201, title: {zh: 事业, en: Outlay}, element: budget-expenditure, normalSide: debit, entityType: institution}
          - {code: 8001, title: {zh: 结存, en: Money}, element: budget-balance, normalSide: debit}
          - {code: 800101, parent: 8001, title: {zh: 货币, en: Cash}, element: budget-balance, normalSide: debit}
          - {code: 800102, parent: 8001, title: {zh: 额度, en: Quota}, element: budget-balance, normalSide: debit, treasury: zero-balance}
          - {code: 8101, title: {zh: 结转, en: Carried over}, element: budget-balance, normalSide: credit}
          - {code: 8201, title: {zh: 结转, en: Carried over}, element: budget-balance, normalSide: credit}

        """

    static let rates = """
        groups:
          - {code: alone, tag: lives-alone, subsidyPercent: 90, title: {zh: 独居, en: Alone}}
          - {code: elders, minimumAge: 65, subsidyPercent: 50, title: {zh: 老人, en: Elders}}
        freeQuotas:
          - {package: elder-record, item: call, count: 1}
          - {package: elder-record, count: 3}
        copaymentRounding: {unit: fen, mode: half-up}

        """

    static let fundingLines = """
        - code: public-health
          title: {zh: 公共卫生, en: Public health}
          programme: {code: 2100408, title: {zh: 基本公共卫生服务, en: Public health}}
          functionalClass: {code: 2100408, title: {zh: 基本公共卫生服务, en: Public health}}
          economicClass: {code: 30227, title: {zh: 委托, en: Commissioned}}
          governmentEconomicClass: {code: 50205, title: {zh: 委托, en: Commissioned}}
          source: appropriation
        - code: charity
          title: {zh: 公益, en: Charity}
          programme: {code: charity, title: {zh: 公益基金, en: Charity}}
          functionalClass: {code: 2100499, title: {zh: 其他, en: Other}}
          economicClass: {code: 30227, title: {zh: 委托, en: Commissioned}}
          governmentEconomicClass: {code: 50205, title: {zh: 委托, en: Commissioned}}
          source: donated-entrusted
          purpose: {code: company, title: {zh: 陪伴, en: Company}}

        """
}
