/// A step that was taken, as JSON.
struct StepAnswer: Encodable {
    let order: String
    let state: String

    static let schema = """
        {"type":"object","required":["order","state"],"properties":{"order":{"type":"string"},\
        "state":{"enum":["accepted","delivered","cancelled"]}}}
        """
}
