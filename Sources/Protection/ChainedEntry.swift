/// An entry as it is verified: what was hashed, and the hash. Everything may be missing, as in a table that somebody
/// meddled with.
struct ChainedEntry: Sendable, Hashable {
    var seq: Int64?
    var fields: [[UInt8]?]
    var hash: [UInt8]?
}
