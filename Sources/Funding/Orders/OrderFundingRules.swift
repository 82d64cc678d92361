import Foundation
import HubModel

/// What a step of an order does to its money, on what stands. Pure; the rules of [FUN-3].
enum OrderFundingRules {
    /// What is to be done.
    enum Action: Hashable {
        case nothing
        /// Reserve so much.
        case reserve(Int64)
        /// Reserve what was verified already, to post it at once.
        case reserveVerified(Int64)
        /// Give a reservation back and reserve anew.
        case reserveAgain(Int64)
        /// Post what was verified; the rest of the reservation returns.
        case post(Int64)
        /// Give the reservation back.
        case release(OrderFunding.Reason)
        /// Keep this; no money moves.
        case keep(OrderFunding)
        /// Keep this, and show the step to somebody.
        case hold(OrderFunding, Trouble)
        /// Change nothing, and show the step to somebody.
        case refuse(Trouble)
    }

    /// Why a step of an order is shown to somebody.
    typealias Trouble = FundingException.Code

    /// - Parameter standing: nil when nothing was heard of the order yet.
    static func action(for step: OrderFundingStep, on standing: OrderFunding?) -> Action {
        switch step.kind {
        case .accepted:
            standing?.reason == .voucherRejected ? .refuse(.voucherRejected) : accepted(step, standing)
        case .retried: standing?.state == .unfunded ? accepted(step, standing) : .nothing
        case .verified: verified(step, standing)
        case .cancelled: cancelled(step, standing)
        case .expired: standing?.state == .reserved ? .release(.expired) : .nothing
        // Of what never cost the government anything, nothing is to be looked at unless it does now.
        case .corrected: standing == nil && step.governmentFen == 0 ? .nothing : .refuse(.corrected)
        }
    }

    private static func accepted(_ step: OrderFundingStep, _ standing: OrderFunding?) -> Action {
        guard let standing else {
            // Paid by the resident alone: no business of the budget's.
            return step.governmentFen > 0 ? .reserve(step.governmentFen) : .nothing
        }
        let wanted = max(step.governmentFen, standing.actualFen ?? 0)
        switch standing.state {
        case .unfunded where wanted == 0:
            var free = standing
            free.state = .released
            free.reason = .nothingToPay
            return .keep(free)
        case .unfunded: return .reserve(wanted)
        case .reserved where wanted == 0: return .release(.nothingToPay)
        case .reserved: return wanted == standing.wantedFen ? .nothing : .reserveAgain(wanted)
        case .released where standing.reason == .nothingToPay: return wanted == 0 ? .nothing : .reserve(wanted)
        case .released: return .refuse(.acceptedAfterCancel)
        case .verified, .claimed, .paid, .returned:
            return step.governmentFen == standing.wantedFen ? .nothing : .refuse(.acceptedAfterVerification)
        }
    }

    private static func verified(_ step: OrderFundingStep, _ standing: OrderFunding?) -> Action {
        guard var standing else {
            guard step.governmentFen > 0 else { return .nothing }
            return .hold(
                OrderFunding(
                    state: .unfunded, reason: .notAccepted, package: step.package, item: step.item,
                    subsidyGroup: step.subsidyGroup, wantedFen: step.governmentFen, actualFen: step.governmentFen,
                    occurredAt: step.occurredAt), .verifiedUnaccepted)
        }
        switch standing.state {
        case .unfunded:
            if standing.actualFen == step.governmentFen { return .nothing }
            standing.actualFen = step.governmentFen
            return .keep(standing)
        case .reserved:
            if step.governmentFen == 0 { return .release(.nothingToPay) }
            if step.governmentFen <= standing.wantedFen { return .post(step.governmentFen) }
            standing.actualFen = step.governmentFen
            return .hold(standing, .aboveReservation)
        case .released:
            if step.governmentFen == 0 { return .nothing }
            // The service came after all, so it may have what is left of the budget.
            return standing.reason == .expired ? .reserveVerified(step.governmentFen) : .refuse(.verifiedAfterCancel)
        case .verified, .claimed, .paid, .returned:
            return standing.actualFen == step.governmentFen ? .nothing : .refuse(.verifiedTwice)
        }
    }

    private static func cancelled(_ step: OrderFundingStep, _ standing: OrderFunding?) -> Action {
        guard var standing else {
            return .keep(
                OrderFunding(
                    state: .released, reason: .cancelled, package: step.package, item: step.item,
                    subsidyGroup: step.subsidyGroup, wantedFen: step.governmentFen, occurredAt: step.occurredAt))
        }
        switch standing.state {
        case .unfunded:
            standing.state = .released
            standing.reason = .cancelled
            return .keep(standing)
        case .reserved: return .release(.cancelled)
        case .released: return .nothing
        case .verified, .claimed, .paid, .returned: return .refuse(.cancelledAfterVerification)
        }
    }
}

extension OrderFundingStep {
    /// What the step says otherwise than the order stands, where that is why it is shown.
    func differences(to standing: OrderFunding?, for trouble: OrderFundingRules.Trouble) -> [OrderDifference] {
        switch trouble {
        case .corrected: differences ?? []
        case .aboveReservation, .acceptedAfterVerification:
            [standing.flatMap { OrderDifference(.government, fromFen: $0.wantedFen, toFen: governmentFen) }]
                .compactMap(\.self)
        case .verifiedTwice:
            [standing.flatMap { OrderDifference(.government, fromFen: $0.actualFen ?? 0, toFen: governmentFen) }]
                .compactMap(\.self)
        default: []
        }
    }
}
