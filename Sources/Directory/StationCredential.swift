import Crypto
import Foundation
import HubModel

/// What a station signs in with: a random bearer token of which the hub keeps only the digest.
///
/// The one place that knows the form of credentials.
public struct StationCredential: Sendable {
    /// The text that goes to the station once and into `Authorization: Bearer`.
    public let token: String

    /// A new credential with 256 random bits.
    public init() {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        token = "xls_" + bytes.map { String($0 >> 4, radix: 16) + String($0 & 0x0F, radix: 16) }.joined()
    }

    /// Reads the value of an `Authorization` header; nil when it holds no bearer token of a possible length.
    public init?(authorization: String) {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", (1...256).contains(parts[1].utf8.count) else {
            return nil
        }
        token = String(parts[1])
    }

    /// SHA-256 of the token; a digest without salt suffices for 256 random bits.
    var digest: [UInt8] { Array(SHA256.hash(data: Data(token.utf8))) }

    var digestHex: String { digest.map { String($0 >> 4, radix: 16) + String($0 & 0x0F, radix: 16) }.joined() }
}
