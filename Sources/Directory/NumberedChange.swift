/// A change for a station with its place in the sequence.
struct NumberedChange: Sendable {
    var number: Int64
    var key: String
    var version: Int64
    var digest: String
    /// Nil is a tombstone.
    var document: String?
}
