import Services

/// What is sealed of a screening on the list.
struct AttentionDetail: Codable {
    var reasons: [String]
    var instrument: String

    init(_ reading: AttentionReading) {
        reasons = reading.reasons
        instrument = reading.instrument
    }

    func encoded() throws -> [UInt8] { try SealedJSON.encoded(self) }

    init(decoding bytes: [UInt8]) throws { self = try SealedJSON.decoded(bytes) }
}
