import PageKit

/// An amount of money with its fen, by which tables sort it.
struct MoneyAmount: Sendable {
    let text: String
    let fen: String

    init(_ fen: Int64, _ formats: Formats) {
        text = formats.money(fen: fen)
        self.fen = "\(fen)"
    }
}
