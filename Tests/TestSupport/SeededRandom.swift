import DemoWorkload
public import Foundation

/// A generator whose sequence is given by its seed, which a failing test prints.
public struct SeededRandom: RandomNumberGenerator {
    public let seed: UInt64
    private var generator: SeededGenerator

    public init(seed: UInt64) {
        self.seed = seed
        generator = SeededGenerator(seed: seed)
    }

    /// The seed in `XINLIAN_TEST_SEED`, to run a failure again, or else a new one.
    public static func fresh() -> SeededRandom {
        let named = ProcessInfo.processInfo.environment["XINLIAN_TEST_SEED"].flatMap { UInt64($0) }
        return SeededRandom(seed: named ?? UInt64.random(in: 0..<1_000_000_000))
    }

    public mutating func next() -> UInt64 { generator.next() }

    public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// A resident's id that the seed decides.
    public mutating func uuid() -> UUID {
        var bytes: [UInt8] = []
        for _ in 0..<2 { withUnsafeBytes(of: next()) { bytes += $0 } }
        return bytes.withUnsafeBytes { UUID(uuid: $0.load(as: uuid_t.self)) }
    }
}
