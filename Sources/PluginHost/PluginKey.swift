public import HubModel
public import PluginKit

/// Which plugin, in which version; several versions may be loaded at once.
public struct PluginKey: Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public var id: ProfileCode
    /// `major.minor.patch`.
    public var version: String

    public init(id: ProfileCode, version: String) {
        self.id = id
        self.version = version
    }

    public init(_ manifest: PluginManifest) {
        self.init(id: manifest.id, version: manifest.version)
    }

    /// `id@version`.
    public var description: String { "\(id)@\(version)" }

    /// By id, then by version as numbers, so that 1.10.0 comes after 1.9.0.
    public static func < (left: Self, right: Self) -> Bool {
        guard left.id == right.id else { return left.id < right.id }
        return left.numbers.lexicographicallyPrecedes(right.numbers)
    }

    private var numbers: [Int] { version.split(separator: ".").map { Int($0) ?? 0 } }
}
