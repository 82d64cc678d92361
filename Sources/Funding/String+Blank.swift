extension String {
    /// Whether there is nothing to read in it: a reason or a document that nobody gave.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
