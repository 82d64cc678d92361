/// Where plugins run.
public enum PluginIsolation: String, CaseIterable, Sendable {
    /// Each in a process of its own: what it does wrong hurts nobody else.
    case worker
    /// In this process, for development: a debugger sees the plugin, and a crash ends the program.
    case inProcess = "in-process"

    public func transport() -> any PluginTransport {
        switch self {
        case .worker: WorkerTransport()
        case .inProcess: InProcessTransport()
        }
    }
}
