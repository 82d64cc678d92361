/// Minutes of the day between which nobody is disturbed; `from` after `until` goes over midnight.
public struct QuietHours: Codable, Hashable, Sendable {
    /// 0 to 1439.
    public var from: Int
    /// 0 to 1439; from this minute on it is loud again.
    public var until: Int

    public init(from: Int, until: Int) {
        self.from = from
        self.until = until
    }

    func contains(_ minute: Int) -> Bool {
        from <= until ? from <= minute && minute < until : minute >= from || minute < until
    }
}
