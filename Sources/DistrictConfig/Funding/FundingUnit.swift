/// A kind of unit for which a rule may have to hold.
struct FundingUnit: Hashable {
    var entityType: FundingEntityType
    var treasury: TreasuryMode

    static let all = FundingEntityType.allCases.flatMap { type in
        TreasuryMode.allCases.map { FundingUnit(entityType: type, treasury: $0) }
    }

    var description: String { "\(entityType.rawValue) + \(treasury.rawValue)" }
}
