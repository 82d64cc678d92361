import HubRuntime

struct AcceptRequest: OrderStepRequest {
    var department: String?

    var step: AdvanceOrder.Step { .accept(performer: department.map { "department:\($0)" } ?? "station") }
    static let state = "accepted"
    static let schema = """
        {"type":"object","properties":{"department":{"type":["string","null"],\
        "description":"the code of a department of the district; the station when left out"}}}
        """
}
