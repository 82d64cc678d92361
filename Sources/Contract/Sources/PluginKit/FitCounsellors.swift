/// Asks which counsellors fit a problem and a tier.
public struct FitCounsellors: Codable, Hashable, Sendable {
    public struct Candidate: Codable, Hashable, Sendable {
        /// The counsellor's code at the station.
        public var code: String
        public var capability: CounsellorCapability

        public init(code: String, capability: CounsellorCapability) {
            self.code = code
            self.capability = capability
        }
    }

    /// The code of the problem.
    public var problem: String
    public var tier: ClientTier
    public var candidates: [Candidate]

    public init(problem: String, tier: ClientTier, candidates: [Candidate]) {
        self.problem = problem
        self.tier = tier
        self.candidates = candidates
    }
}
