/// A page that some readers find among the main pages.
public struct MenuEntry<Reader: Hashable & Sendable>: Sendable {
    /// With `{home}` for the reader's own first page.
    public let path: String
    public let word: any Wording
    public let readers: Set<Reader>
    /// Entries stand by it, the smallest first.
    public let rank: Int
    /// Pages below the path belong to other entries.
    public let isExact: Bool

    public init(_ path: String, _ word: any Wording, for readers: Set<Reader>, rank: Int, isExact: Bool = false) {
        self.path = path
        self.word = word
        self.readers = readers
        self.rank = rank
        self.isExact = isExact
    }
}
