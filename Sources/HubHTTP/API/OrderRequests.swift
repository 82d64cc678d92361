import HubRuntime

/// What a client wants priced.
struct QuoteRequest: Decodable {
    var resident: String?

    static let schema = #"{"type":"object","properties":{"resident":\#(PlaceRequest.resident)}}"#
}

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

/// A step of an order that a client takes.
protocol OrderStepRequest: Decodable, Sendable {
    static var schema: String { get }
    /// The state that the order stands in afterwards.
    static var state: String { get }
    var step: AdvanceOrder.Step { get }
}

struct AcceptRequest: OrderStepRequest {
    var department: String?

    var step: AdvanceOrder.Step { .accept(performer: department.map { "department:\($0)" } ?? "station") }
    static let state = "accepted"
    static let schema = """
        {"type":"object","properties":{"department":{"type":["string","null"],\
        "description":"the code of a department of the district; the station when left out"}}}
        """
}

struct DeliverRequest: OrderStepRequest {
    var evidence: String

    var step: AdvanceOrder.Step { .deliver(evidence: evidence) }
    static let state = "delivered"
    static let schema = """
        {"type":"object","required":["evidence"],"properties":{"evidence":{"type":"string",\
        "description":"what was done, or the number of a paper, in 2 to 500 characters; the resident reads it"}}}
        """
}

struct CancelRequest: OrderStepRequest {
    var reason: String

    var step: AdvanceOrder.Step { .cancel(reason: reason) }
    static let state = "cancelled"
    static let schema = """
        {"type":"object","required":["reason"],"properties":{"reason":{"type":"string",\
        "description":"in 2 to 500 characters"}}}
        """
}
