/// The table holds a kind of transfer that this build doesn't know.
struct UnknownTransferKind: Error {
    var name: String
}
