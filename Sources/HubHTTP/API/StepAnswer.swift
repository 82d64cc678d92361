/// A step that was taken, as JSON.
struct StepAnswer: Encodable {
    let order: String
    let state: String
}
