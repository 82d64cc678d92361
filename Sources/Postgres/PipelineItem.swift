/// A statement on its way in a pipeline, and what it is for.
struct PipelineItem {
    enum Role: Equatable {
        case begin
        case setting
        case savepoint(Int)
        case enqueued
        case statement
        case commit
    }

    var query: Query
    var role: Role
}
