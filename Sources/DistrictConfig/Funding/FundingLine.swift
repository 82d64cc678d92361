public import HubModel

/// A budget line with all that its entries carry: `funding/lines.yaml`.
public struct FundingLine: Codable, Hashable, Sendable {
    /// Where the money of the line comes from.
    public enum Source: String, Codable, CaseIterable, Sendable {
        /// 本级财政拨款
        case appropriation
        /// 非同级财政拨款: another level or department.
        case otherLevel = "other-level"
        /// 捐赠收入
        case donatedOwned = "donated-owned"
        /// 受托代理
        case donatedEntrusted = "donated-entrusted"
        /// 用人单位购买
        case company
    }

    public var code: String
    public var title: LocalizedText
    /// 项目
    public var programme: District.Term
    /// 支出功能分类科目, seven digits.
    public var functionalClass: District.Term
    /// 部门预算支出经济分类科目, five digits beginning with 3.
    public var economicClass: District.Term
    /// 政府预算支出经济分类科目, five digits beginning with 5.
    public var governmentEconomicClass: District.Term
    public var source: Source
    /// What the money was given for, to which it is bound 专项; it pays only for packages that name the line.
    public var purpose: District.Term?

    public init(
        code: String, title: LocalizedText, programme: District.Term, functionalClass: District.Term,
        economicClass: District.Term, governmentEconomicClass: District.Term, source: Source,
        purpose: District.Term? = nil
    ) {
        self.code = code
        self.title = title
        self.programme = programme
        self.functionalClass = functionalClass
        self.economicClass = economicClass
        self.governmentEconomicClass = governmentEconomicClass
        self.source = source
        self.purpose = purpose
    }

    /// The fund of given money that pays; nil for a line of other money.
    public var fund: FundKind? {
        switch source {
        case .donatedOwned: .owned
        case .donatedEntrusted: .entrusted
        case .appropriation, .otherLevel, .company: nil
        }
    }

    /// What becomes of the line's entries at the end of the year.
    public var closingFunds: ClosingFunds {
        if source == .appropriation { return .appropriation }
        return purpose == nil ? .unrestricted : .restricted
    }

    /// What stations are told of the line.
    public var summary: District.FundingLine {
        District.FundingLine(code: code, title: title, programme: programme)
    }
}
