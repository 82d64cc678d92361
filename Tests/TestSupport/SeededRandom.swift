public import Foundation

/// A generator whose sequence is given by its seed, which a failing test prints (SplitMix64, Steele, Lea, Flood 2014).
public struct SeededRandom: RandomNumberGenerator {
    public let seed: UInt64
    private var state: UInt64

    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// The seed in `XINLIAN_TEST_SEED`, to run a failure again, or else a new one.
    public static func fresh() -> SeededRandom {
        let named = ProcessInfo.processInfo.environment["XINLIAN_TEST_SEED"].flatMap { UInt64($0) }
        return SeededRandom(seed: named ?? UInt64.random(in: 0..<1_000_000_000))
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// A resident's id that the seed decides.
    public mutating func uuid() -> UUID {
        var bytes: [UInt8] = []
        for _ in 0..<2 { withUnsafeBytes(of: next()) { bytes += $0 } }
        return bytes.withUnsafeBytes { UUID(uuid: $0.load(as: uuid_t.self)) }
    }
}
