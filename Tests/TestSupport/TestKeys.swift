import Foundation
public import Protection

/// Keys for tests.
public enum TestKeys {
    /// The text of a key file with new keys of every purpose.
    public static func text(id: String = "k1") -> String {
        KeyPurpose.allCases.map { line($0, id: id) }.joined()
    }

    /// A line with a new key.
    public static func line(_ purpose: KeyPurpose, id: String) -> String {
        let bytes = Data((0..<32).map { _ in UInt8.random(in: .min ... .max) })
        return "\(purpose.rawValue) \(id) \(bytes.base64EncodedString())\n"
    }
}
