public import HubModel

/// Another plugin that one needs: present, in a version of the range, and loaded before it.
public struct PluginRequirement: Codable, Hashable, Sendable, CustomStringConvertible {
    public var id: ProfileCode
    /// The lowest version that will do, `major.minor.patch`.
    public var from: String
    /// The lowest version that is too new; nil when none is.
    public var below: String?

    public init(id: ProfileCode, from: String, below: String? = nil) {
        self.id = id
        self.from = from
        self.below = below
    }

    /// E.g. `community-hub >= 1.2.0 < 2.0.0`.
    public var description: String { "\(id) >= \(from)" + (below.map { " < \($0)" } ?? "") }
}
