/// What a client wants priced.
struct QuoteRequest: Decodable {
    var resident: String?

    static let schema = #"{"type":"object","properties":{"resident":\#(PlaceRequest.resident)}}"#
}
