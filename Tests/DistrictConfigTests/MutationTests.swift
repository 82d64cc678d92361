import DistrictConfig
import Foundation
import HubModel
import Testing

/// Whatever is done to the files, reading them ends with a configuration or with mistakes that a person can find.
@Suite("Mutated files")
struct MutationTests {
    /// Run again with `XINLIAN_TEST_SEED=<seed>` in the environment what failed with that seed.
    static let seed: UInt64 =
        ProcessInfo.processInfo.environment["XINLIAN_TEST_SEED"].flatMap(UInt64.init)
        ?? .random(in: 0...UInt64(UInt32.max))

    @Test func `never crash the reader`() throws {
        print("seed \(Self.seed)")
        var random = SplitMix64(state: Self.seed)
        let sample = SampleConfiguration()
        let paths = sample.files.keys.sorted()
        for round in 0..<200 {
            var mutated = sample
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let path = paths.randomElement(using: &random) ?? ""
                mutated.files[path] = Mutation.any(of: mutated.files[path] ?? "", using: &random)
            }
            let mistakes = try mutated.fullMistakes()
            #expect(mistakes == mistakes.sorted(), "seed \(Self.seed), round \(round)")
            for mistake in mistakes {
                let lines = mutated.files[mistake.file]?.split(separator: "\n", omittingEmptySubsequences: false).count
                #expect(
                    mistake.column >= 1 && (1...(lines ?? 1) + 1).contains(mistake.line) && !mistake.problem.zh.isEmpty,
                    "seed \(Self.seed), round \(round): \(ConfigCheck.report(for: ConfigurationMistakes([mistake])))")
            }
        }
    }

    @Test func `of the shipped files never crash the reader`() throws {
        print("seed \(Self.seed)")
        var random = SplitMix64(state: Self.seed)
        let shipped = try SampleConfiguration.shipped()
        let paths = shipped.files.keys.sorted()
        for _ in 0..<6 {
            var mutated = shipped
            for path in paths where Bool.random(using: &random) {
                mutated.files[path] = Mutation.any(of: mutated.files[path] ?? "", using: &random)
            }
            _ = try mutated.fullMistakes()
        }
    }
}

enum Mutation {
    /// Pieces that mean something in YAML or in these files.
    private static let pieces = [
        ":", ": ", "-", "- ", "  ", "\t", "\n", "[", "]", "{", "}", "\"", "'", "#", "&a ", "*a", "<<: ", "!!int ", "? ",
        "|\n",
        ">", "%", "@", "`", "---\n", "...\n", ",", "null", "~", "true", ".inf", "1e999", "-1", "99999999999999999999",
        "code: ", "zh: ", "\u{0}", "\u{7}", "\u{FEFF}", "\u{2028}", "\r", "é", "站", "😀",
    ]

    static func any(of text: String, using random: inout SplitMix64) -> String {
        var scalars = Array(text.unicodeScalars)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        switch Int.random(in: 0..<7, using: &random) {
        case 0:
            let place = Int.random(in: 0...scalars.count, using: &random)
            scalars.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").unicodeScalars, at: place)
        case 1:
            let place = Int.random(in: 0...scalars.count, using: &random)
            scalars.removeSubrange(place..<min(scalars.count, place + Int.random(in: 1...8, using: &random)))
        case 2:
            scalars.removeSubrange(Int.random(in: 0...scalars.count, using: &random)...)
        case 3:
            let from = Int.random(in: 0..<lines.count, using: &random)
            lines.insert(lines[from], at: Int.random(in: 0...lines.count, using: &random))
            return lines.joined(separator: "\n")
        case 4:
            lines.remove(at: Int.random(in: 0..<lines.count, using: &random))
            return lines.joined(separator: "\n")
        case 5:
            lines.swapAt(
                Int.random(in: 0..<lines.count, using: &random), Int.random(in: 0..<lines.count, using: &random))
            return lines.joined(separator: "\n")
        default:
            let at = Int.random(in: 0..<lines.count, using: &random)
            lines[at] = Bool.random(using: &random) ? "  " + lines[at] : String(lines[at].drop { $0 == " " })
            return lines.joined(separator: "\n")
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }
}

/// A small generator whose whole state is its seed.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
