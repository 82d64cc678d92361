/// How the rows that are being read were asked for.
enum StreamState: Equatable {
    case closed
    case plain
    case inPipeline
    case copyOut(headerSeen: Bool)
}
