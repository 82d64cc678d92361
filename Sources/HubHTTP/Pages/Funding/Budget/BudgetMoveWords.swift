import HubModel
import PageKit

/// Texts of the forms that move budgets.
enum BudgetMoveWords: String, Wording {
    static let section = "budgetMove"

    case appropriate, allocate, adjust, freeze, unfreeze
    case appropriateLead, allocateLead, adjustLead, freezeLead, unfreezeLead
    case appropriateEffect, allocateEffect, adjustEffect, freezeEffect, unfreezeEffect
    case fundingLine, year, station, firstMonth, lastMonth, monthHelp, from, to, line, amount, amountHelp, document
    case documentHelp, reason, reasonHelp, left, choose
    case noAmount, noLine, noStation, noMonths, sameLine, formUsed, noLines

    static func title(_ kind: BudgetMoveKind) -> BudgetMoveWords {
        switch kind {
        case .appropriate: .appropriate
        case .allocate: .allocate
        case .adjust: .adjust
        case .freeze: .freeze
        case .unfreeze: .unfreeze
        }
    }

    static func lead(_ kind: BudgetMoveKind) -> BudgetMoveWords {
        switch kind {
        case .appropriate: .appropriateLead
        case .allocate: .allocateLead
        case .adjust: .adjustLead
        case .freeze: .freezeLead
        case .unfreeze: .unfreezeLead
        }
    }

    static func effect(_ kind: BudgetMoveKind) -> BudgetMoveWords {
        switch kind {
        case .appropriate: .appropriateEffect
        case .allocate: .allocateEffect
        case .adjust: .adjustEffect
        case .freeze: .freezeEffect
        case .unfreeze: .unfreezeEffect
        }
    }
}
