/// What a finance officer does with budget lines; raw values stand in addresses.
enum BudgetMoveKind: String, CaseIterable, Sendable {
    case appropriate, allocate, adjust, freeze, unfreeze
}
