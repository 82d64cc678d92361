public import Foundation

/// What workers may use and how they are supervised.
public struct WorkerSettings: Sendable {
    /// The program `xinlian-plugin-worker`. Default: beside the running program.
    public var program: String
    /// The time for a batch, whatever its size. Default: 2 s.
    public var limitPerCall = Duration.seconds(2)
    /// What each request of a batch adds to it. Default: 10 ms.
    public var limitPerRequest = Duration.milliseconds(10)
    /// The time from the start of the process until the plugin is loaded. Default: 10 s.
    public var limitToStart = Duration.seconds(10)
    /// Data that the plugin may use beyond what the worker uses without it. Default: 256 MiB.
    public var memoryMebibytes = 256
    /// The delay before the first restart; each further failure running doubles it. Default: 100 ms.
    public var firstDelay = Duration.milliseconds(100)
    /// Default: 30 s.
    public var longestDelay = Duration.seconds(30)
    /// So many failures running, without an answer in between, and calls are refused for the delay. Default: 5.
    public var failuresUntilOpen = 5
    /// Measures limits and delays.
    public var clock: any Clock<Duration> = ContinuousClock()
    /// The time of day, for people to read.
    public var now: @Sendable () -> Date = { Date() }

    public init(program: String = WorkerSettings.defaultProgram) {
        self.program = program
    }

    /// The program beside the running one.
    public static var defaultProgram: String {
        PluginHost.defaultLibraryDirectory.appending(path: PluginWorker.programName).path
    }

    func limit(requests: Int) -> Duration { limitPerCall + limitPerRequest * requests }
}
