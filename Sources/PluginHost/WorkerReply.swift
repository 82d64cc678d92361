/// A worker's answer to its ``WorkerOrder``.
enum WorkerReply: Codable, Sendable {
    case ready
    case refused(PluginLoadError)
}
