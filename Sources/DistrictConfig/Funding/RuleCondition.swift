import HubModel

private enum ConditionKey: String, CaseIterable {
    case entityType, treasury, fund
}

private enum FundChoice: String, CaseIterable {
    case none, owned, entrusted

    var fund: FundKind? {
        switch self {
        case .none: nil
        case .owned: .owned
        case .entrusted: .entrusted
        }
    }
}

/// When a rule holds; what isn't said doesn't restrict.
struct RuleCondition {
    var units: Set<FundingUnit>
    var funds: Set<FundKind?>

    static let always = RuleCondition(units: Set(FundingUnit.all), funds: Set(FundChoice.allCases.map(\.fund)))

    func overlaps(_ other: RuleCondition) -> Bool {
        !units.isDisjoint(with: other.units) && !funds.isDisjoint(with: other.funds)
    }

    /// Nil when it could not all be read.
    init?(_ value: Value) {
        guard let reader = MappingReader<ConditionKey>(value), !reader.hasUnknownKeys, !value.isCutOff
        else { return nil }
        let types = reader.optional(.entityType).map { $0.choices(of: FundingEntityType.self) }
        let treasuries = reader.optional(.treasury).map { $0.choices(of: TreasuryMode.self) }
        let funds = reader.optional(.fund).map { $0.choices(of: FundChoice.self) }
        guard let types = types ?? FundingEntityType.allCases, let treasuries = treasuries ?? TreasuryMode.allCases,
            let funds = funds ?? FundChoice.allCases
        else { return nil }
        units = Set(FundingUnit.all.filter { types.contains($0.entityType) && treasuries.contains($0.treasury) })
        self.funds = Set(funds.map(\.fund))
    }

    private init(units: Set<FundingUnit>, funds: Set<FundKind?>) {
        self.units = units
        self.funds = funds
    }
}
