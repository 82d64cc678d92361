public import Funding
public import PageKit

extension VoucherSummary.State: Wording {
    public static var section: String { "voucherState" }
}
