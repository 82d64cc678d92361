import HubModel
import PageKit

/// A bar of paid | to be paid | reserved | available, each with its word and its share besides its colour.
struct MoneyBar: Sendable {
    struct Part: Sendable {
        let kind: String
        let label: String
        let percent: String
        /// Of 1000.
        let x: String
        let width: String
    }

    let parts: [Part]
    /// The whole in words, for who doesn't see it.
    let label: String

    init(parts: [(words: FundingWords, fen: Int64)], of total: Int64, _ formats: Formats) {
        var position = 0.0
        self.parts = parts.map { words, fen in
            let width = total > 0 ? (Double(fen) / Double(total) * 1000).rounded() : 0
            defer { position += width }
            return Part(
                kind: words.rawValue, label: words(formats.language),
                percent: total > 0 ? "\(formats.decimal(Double(fen) / Double(total) * 100))%" : "–",
                x: "\(Int(position))", width: "\(Int(width))")
        }
        label = self.parts.map { "\($0.label) \($0.percent)" }.joined(separator: formats.language == .zh ? "，" : ", ")
    }
}
