public import DistrictConfig
public import PageKit

extension FundingLine.Source: Wording {
    public static var section: String { "fundingSource" }
}
