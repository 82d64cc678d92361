import PluginKit

/// The first frame to a worker: which plugin it is to be.
struct WorkerOrder: Codable {
    var path: String
    /// SHA-256 of the library that the host verified.
    var digest: String
    var data: PluginData
    /// What the plugin may use beyond what the worker uses without it.
    var memoryBytes: Int
}
