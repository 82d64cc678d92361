/// One version of an instrument.
struct InstrumentKey: Hashable {
    var code: String
    var version: String
}
