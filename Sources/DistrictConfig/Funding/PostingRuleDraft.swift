/// A rule as far as it could be read.
struct PostingRuleDraft {
    var event: String?
    var eventPlace: Place
    /// Nil when it could not be read.
    var condition: RuleCondition?
    var movesBudgetMoney: Bool?
    var movesPlace: Place
    var reverses: [FundingEventCode] = []
    /// Nil when something of it could not be read, or when it doesn't hold for the entity.
    var rule: PostingRule?
}
