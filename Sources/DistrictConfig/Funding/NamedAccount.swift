/// An account that a rule names, by code or by role.
struct NamedAccount {
    /// The code for each kind of unit that has one.
    var codes: [FundingUnit: String]
    var book: FundingBook
}
