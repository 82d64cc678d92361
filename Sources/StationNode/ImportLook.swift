/// What one look into the import folder found.
struct ImportLook: Sendable {
    /// Complete and not imported yet in this size and of this time, in the order of the look.
    var complete: [ImportFile] = []
    /// Whether a file may still be growing.
    var isWaiting = false
}
