/// What a station sends with its one-time code; the request is signed by the key that it registers.
public struct EnrolmentRequest: Codable, Hashable, Sendable {
    /// Told apart from the code's own station before the code is used up.
    public var station: String
    public var code: String
    public var key: StationKeyDocument

    public init(station: String, code: EnrolmentCode, key: StationPublicKey) {
        self.station = station
        self.code = code.text
        self.key = StationKeyDocument(key)
    }
}
