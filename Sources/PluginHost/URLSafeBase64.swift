import Foundation

/// Base64 with the URL-safe alphabet and without padding (RFC 4648, section 5).
enum URLSafeBase64 {
    static func text(of bytes: Data) -> String {
        bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The bytes that a text stands for; nil when it is not the one text of any bytes.
    static func bytes(of text: String) -> Data? {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: standard + padding), self.text(of: data) == text else { return nil }
        return data
    }
}
