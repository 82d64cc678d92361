public import Foundation
public import HubModel

/// How a plugin is doing, for the operations page.
public struct PluginStatus: Codable, Hashable, Sendable {
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Ready to be asked.
        case running
        /// Its worker ended and is started again soon; calls wait.
        case restarting
        /// Failed several times running; calls are refused until a trial succeeds.
        case circuitOpen
    }

    public struct Failure: Codable, Hashable, Sendable {
        /// ``PluginCallError/code``.
        public var code: String
        public var message: LocalizedText
        public var at: Date

        public init(code: String, message: LocalizedText, at: Date) {
            self.code = code
            self.message = message
            self.at = at
        }
    }

    public var plugin: PluginKey
    public var state: State
    /// The worker's process; nil in process and while there is none.
    public var processID: Int32?
    /// How often the worker was started again.
    public var restarts: Int
    public var lastFailure: Failure?
    /// Batches that the plugin was asked, refused ones not counted.
    public var calls: Int
    /// How often the worker failed: calls without an answer, and ends between calls.
    public var failures: Int

    public init(
        plugin: PluginKey, state: State, processID: Int32? = nil, restarts: Int = 0, lastFailure: Failure? = nil,
        calls: Int = 0, failures: Int = 0
    ) {
        self.plugin = plugin
        self.state = state
        self.processID = processID
        self.restarts = restarts
        self.lastFailure = lastFailure
        self.calls = calls
        self.failures = failures
    }
}
