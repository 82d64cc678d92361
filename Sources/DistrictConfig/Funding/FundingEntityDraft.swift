/// What rules are checked against; each part that could not be read is nil and not checked.
struct FundingEntityDraft {
    var entity: FundingEntity?
    var unit: FundingUnit?
    var voucherWords: Declarations?
    /// Account codes by role and entity type.
    var roles: [String: [FundingEntityType: String]]?
}
