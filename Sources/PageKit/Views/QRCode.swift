import CQrencode

/// QR codes (ISO/IEC 18004) as the path of an SVG drawing with one unit a module.
public enum QRCode {
    /// Path data and the drawing's width, as `viewBox` takes it.
    public struct Drawing: Sendable {
        public let path: String
        public let viewBox: String
    }

    /// - Returns: nil when the text is too long for a code.
    public static func drawing(of text: String) -> Drawing? {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        var path = ""
        for row in 0..<width {
            for column in 0..<width where code.pointee.data[row * width + column] & 1 == 1 {
                path += "M\(column) \(row)h1v1h-1z"
            }
        }
        // Four modules of white around it, as readers expect.
        return Drawing(path: path, viewBox: "-4 -4 \(width + 8) \(width + 8)")
    }
}
