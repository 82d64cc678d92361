public import DistrictConfig

extension FundingConfiguration {
    /// How claims on a line may be paid: by the source of its money and the way the treasury pays the unit, the usual way
    /// first.
    public func paymentMethods(of line: FundingLine) -> [FundingEventCode] {
        let methods: [FundingEventCode] =
            switch line.source {
            case .appropriation: [.paidByTreasury, .paidFromQuota, .paidFromCarryOver]
            case .otherLevel: [.paidFromBank]
            case .donatedOwned, .donatedEntrusted: [.paidFromFund]
            case .company: [.companyProviderPaid]
            }
        return methods.filter { rule(for: $0, fund: line.fund) != nil }
    }

    /// The event by which money of a former year's payment comes back, given how it was paid; nil when there is no rule.
    func formerYearReturn(of method: FundingEventCode, fund: FundKind?) -> PostingRule? {
        switch method {
        case .paidFromQuota: manualRules.first { $0.event == "former-year-quota-payment-returned" }
        case .paidFromBank, .companyProviderPaid: manualRules.first { $0.event == "former-year-bank-payment-returned" }
        default: rule(for: .formerYearPaymentReturned, fund: fund)
        }
    }
}
