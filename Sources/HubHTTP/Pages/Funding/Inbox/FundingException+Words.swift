public import Funding
public import PageKit

extension FundingException.Code: Wording {
    public static var section: String { "fundingException" }
}
