public import DistrictConfig
public import HubModel
public import PluginKit

/// How the counsellors of a station fit a problem and a tier [RES-4].
public struct CounsellorAdvice: Sendable {
    public struct Ranked: Sendable {
        public var counsellor: Counsellor
        public var fit: CounsellorFit
    }

    /// The best first.
    public var ranked: [Ranked]
    /// Those whose capability nobody has described.
    public var undescribed: [Counsellor]
    /// Why there is no answer.
    public var failure: LocalizedText?
}
