/// What a client orders.
struct PlaceRequest: Decodable {
    var item: String
    var resident: String?
    var copaymentFen: Int64?

    static let resident =
        #"{"type":["string","null"],"format":"uuid","description":"nobody on record when left out"}"#
    static let schema = """
        {"type":"object","required":["item"],"properties":{\
        "item":{"type":"string","description":"package and item, as a quote names them: package/item"},\
        "resident":\(resident),\
        "copaymentFen":{"type":["integer","null"],"minimum":0,\
        "description":"what the person agreed to pay; refused when it is another amount by now"}}}
        """
}
