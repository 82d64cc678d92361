import HubRuntime

struct CancelRequest: OrderStepRequest {
    var reason: String

    var step: AdvanceOrder.Step { .cancel(reason: reason) }
    static let state = "cancelled"
    static let schema = """
        {"type":"object","required":["reason"],"properties":{"reason":{"type":"string",\
        "description":"in 2 to 500 characters"}}}
        """
}
