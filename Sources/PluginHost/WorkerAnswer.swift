/// What a worker sent back, unread.
struct WorkerAnswer: Sendable {
    var payload: [UInt8]
    var worker: WorkerProcess
}
