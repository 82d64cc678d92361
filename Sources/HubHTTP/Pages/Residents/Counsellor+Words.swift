public import DistrictConfig
public import PageKit

extension Counsellor.Credential: Wording {
    public static var section: String { "credential" }
}
