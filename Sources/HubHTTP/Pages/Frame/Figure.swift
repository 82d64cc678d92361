/// A figure on a page, named so that a live update finds it.
struct Figure: Hashable, Sendable {
    /// Unique on the page, e.g. `station.S07.screenings`.
    let id: String
    let text: String
    /// What a pointer resting on it shows.
    var hint: String?

    init(_ id: String, _ text: String, hint: String? = nil) {
        self.id = id
        self.text = text
        self.hint = hint
    }
}

extension Figure {
    /// Every figure inside a page model, wherever it stands.
    static func all(in model: Any) -> [Figure] {
        if let figure = model as? Figure { return [figure] }
        if model is String || model is [String: String] { return [] }
        return Mirror(reflecting: model).children.flatMap { all(in: $0.value) }
    }

    /// A short text that differs when there are other figures on the page, so that it has to be drawn anew.
    static func shape(of figures: [Figure]) -> String {
        // FNV-1a, 64 bits.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in figures.map(\.id).sorted().joined(separator: " ").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return String(hash, radix: 36)
    }
}
