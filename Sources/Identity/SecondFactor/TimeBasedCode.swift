import Crypto
public import Foundation
import HubModel

/// Time-based one-time passwords: RFC 6238 with HMAC-SHA-1, 30 seconds and six digits, as authenticator apps expect.
public struct TimeBasedCode: Sendable {
    static let secondsPerStep = 30
    static let digits = 6

    /// 160 bits, the length of the hash (RFC 4226, section 4).
    public let secret: [UInt8]

    /// A new random secret.
    public init() {
        var generator = SystemRandomNumberGenerator()
        secret = (0..<20).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    public init(secret: [UInt8]) {
        self.secret = secret
    }

    /// The step of a moment.
    static func step(at time: Date) -> Int64 {
        Int64((time.timeIntervalSince1970 / Double(secondsPerStep)).rounded(.down))
    }

    /// The code of a step.
    public func code(at time: Date) -> String { code(step: Self.step(at: time)) }

    func code(step: Int64) -> String {
        let message = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int(mac[19] & 0x0F)
        let number = mac[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: Self.digits - text.count) + text
    }

    /// The step that a typed code belongs to: the present one or a neighbour, since phones' clocks differ, and later than
    /// the last one used.
    ///
    /// - Returns: nil when the code is none of these.
    func step(of typed: String, at time: Date, after lastStep: Int64) -> Int64? {
        let digits = typed.filter(\.isNumber)
        let now = Self.step(at: time)
        return [now, now - 1, now + 1].first { step in
            guard step > lastStep else { return false }
            return zip(code(step: step).utf8, digits.utf8).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
                && digits.utf8.count == Self.digits
        }
    }

    /// The secret as people type it: base32 (RFC 4648) in groups of four.
    public var typedSecret: String {
        let text = Array(Base32.encode(secret))
        return stride(from: 0, to: text.count, by: 4).map { String(text[$0..<min($0 + 4, text.count)]) }
            .joined(separator: " ")
    }

    /// What a QR code tells an authenticator app.
    ///
    /// - Parameters:
    ///   - issuer: the hub's name.
    ///   - name: how the app lists it.
    public func address(issuer: String, name: String) -> String {
        let (issuer, name) = (PercentEncoding.text(of: issuer), PercentEncoding.text(of: name))
        return "otpauth://totp/\(issuer):\(name)?secret=\(Base32.encode(secret))&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.secondsPerStep)"
    }
}
