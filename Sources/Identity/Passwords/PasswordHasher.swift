import CryptoExtras
import Foundation
import Synchronization

/// Hashes passwords with scrypt (RFC 7914), one at a time on a thread of its own: each takes tens of megabytes and a
/// fraction of a second, which must hold up neither requests nor the machine.
public final class PasswordHasher: Sendable {
    /// What one hash costs.
    public struct Cost: Hashable, Sendable {
        /// N = 2 to this power.
        public var logRounds: Int
        public var blockSize: Int
        public var parallelism: Int

        public init(logRounds: Int, blockSize: Int, parallelism: Int) {
            self.logRounds = logRounds
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// 32 MiB, three times over (OWASP Password Storage Cheat Sheet).
        public static let standard = Cost(logRounds: 15, blockSize: 8, parallelism: 3)
    }

    /// More waiting than this are turned away; at a third of a second each nobody would wait longer.
    static let queueLimit = 30

    private let cost: Cost
    private let queue = DispatchQueue(label: "xinlian.passwords")
    private let waiting = Mutex(0)

    public init(cost: Cost = .standard) {
        self.cost = cost
    }

    /// A PHC string: `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`, both in base64 without padding.
    ///
    /// - Throws: `IdentityError.busy`.
    public func hash(_ password: String) async throws -> String {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let derived = try await derive(Self.bytes(of: password), salt, cost)
        return PasswordHash(cost: cost, salt: salt, hash: derived).text
    }

    /// Whether the password has the hash. Without a hash it takes as long and says no, so that nobody learns from the
    /// time whether a name exists.
    ///
    /// - Throws: `IdentityError.busy`.
    public func verify(_ password: String, against text: String?) async throws -> Bool {
        let stored = text.flatMap(PasswordHash.init(text:))
        let reference = stored ?? PasswordHash(cost: cost, salt: Array(repeating: 0, count: 16), hash: [])
        let derived = try await derive(Self.bytes(of: password), reference.salt, reference.cost)
        guard let stored, derived.count == stored.hash.count else { return false }
        return zip(derived, stored.hash).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
    }

    /// The same password typed on another keyboard may come in another composition.
    private static func bytes(of password: String) -> [UInt8] {
        Array(password.precomposedStringWithCompatibilityMapping.utf8)
    }

    private func derive(_ password: [UInt8], _ salt: [UInt8], _ cost: Cost) async throws -> [UInt8] {
        let admitted = waiting.withLock { count in
            guard count < Self.queueLimit else { return false }
            count += 1
            return true
        }
        guard admitted else { throw IdentityError.busy }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        try KDF.Scrypt.deriveKey(
                            from: password, salt: salt, outputByteCount: 32, rounds: 1 << cost.logRounds,
                            blockSize: cost.blockSize, parallelism: cost.parallelism
                        ).withUnsafeBytes { Array($0) }
                    })
            }
        }
    }
}
