import HubRuntime

struct DeliverRequest: OrderStepRequest {
    var evidence: String

    var step: AdvanceOrder.Step { .deliver(evidence: evidence) }
    static let state = "delivered"
    static let schema = """
        {"type":"object","required":["evidence"],"properties":{"evidence":{"type":"string",\
        "description":"what was done, or the number of a paper, in 2 to 500 characters; the resident reads it"}}}
        """
}
