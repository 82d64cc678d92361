/// The outcome of one statement of a pipeline.
public struct StatementResult: Sendable {
    public let tag: CommandTag
    public let rows: [Row]

    init(_ handle: ResultHandle) {
        tag = handle.commandTag
        rows = handle.rows
    }
}
