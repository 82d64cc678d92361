public import Funding
public import PageKit
public import Services

extension OrderFunding.State: Wording {
    public static var section: String { "orderMoneyState" }
}

extension OrderFunding.Reason: Wording {
    public static var section: String { "orderMoneyReason" }
}

extension OrderDifference.Subject: Wording {
    public static var section: String { "orderDifference" }
}

extension OrderStepKind: Wording {
    public static var section: String { "orderState" }
}
