import PluginKit

/// A version of three numbers, compared as numbers: 1.10.0 comes after 1.9.0.
struct PluginVersion: Comparable {
    private let numbers: [Int]

    /// Returns nil unless the text is `major.minor.patch`, each of at most six digits and without leading zeros, so that
    /// no version has two spellings.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        numbers = parts.compactMap { part in
            let isNumber = (1...6).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
            return isNumber && (part == "0" || part.first != "0") ? Int(part) : nil
        }
        guard numbers.count == 3 else { return nil }
    }

    static func < (left: Self, right: Self) -> Bool { left.numbers.lexicographicallyPrecedes(right.numbers) }
}

extension PluginRequirement {
    /// Whether a version is in the range; false when one of the texts is no version.
    func isMet(by version: String) -> Bool {
        guard let version = PluginVersion(version), let from = PluginVersion(from) else { return false }
        guard let below else { return version >= from }
        guard let below = PluginVersion(below) else { return false }
        return version >= from && version < below
    }
}
