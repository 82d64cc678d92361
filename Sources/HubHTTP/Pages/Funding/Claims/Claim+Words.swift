public import Funding
public import PageKit

extension Claim.State: Wording {
    public static var section: String { "claimState" }
}
