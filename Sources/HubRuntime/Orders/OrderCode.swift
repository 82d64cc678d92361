import HubModel
import Protection

/// The six digits that stand for a link at the counter.
enum OrderCode {
    static func index(_ keys: KeyRing) -> BlindIndex { BlindIndex(keys, label: "order.code") }

    /// The order is part of what is hashed, so that equal codes of two orders look different.
    static func value(_ digits: String, of order: String, at station: StationCode) -> String {
        "\(station)/\(order)/\(digits)"
    }

    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<6).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
    }
}
