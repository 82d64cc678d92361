public import Foundation
public import HubModel

/// Why a request did not reach a plugin or its answer did not come back. What the plugin itself refuses is a
/// `PluginFailure`.
public enum PluginCallError: Error, Codable, Hashable, Sendable {
    /// No plugin of this id and version is loaded; `loaded` are the ones that are, of the same id.
    case notLoaded(PluginKey, loaded: [PluginKey])
    /// The transport lost requests or made answers up.
    case wrongNumberOfAnswers(PluginKey)
    /// The program that plugins run in is not where it should be.
    case workerMissing(path: String)
    /// The worker could not be started, or did not take the plugin when it was started again.
    case workerNotStarted(PluginKey, reason: LocalizedText)
    /// The worker ended while it was asked, or between two calls.
    case crashed(PluginKey, WorkerDeath)
    /// The worker took longer than it may for this batch and was killed.
    case timedOut(PluginKey, limitMilliseconds: Int)
    /// The worker needed more memory than it may have.
    case outOfMemory(PluginKey, limitMebibytes: Int)
    /// The worker answered what is no answer and was killed.
    case unusableAnswer(PluginKey, AnswerDefect)
    /// The plugin failed several times running; it is not asked before this time.
    case circuitOpen(PluginKey, until: Date)
    /// The batch is longer than a frame may be.
    case batchTooLarge(PluginKey, bytes: Int, maximum: Int)

    /// A stable name for metrics and pages.
    public var code: String {
        switch self {
        case .notLoaded: "not-loaded"
        case .wrongNumberOfAnswers: "wrong-number-of-answers"
        case .workerMissing: "worker-missing"
        case .workerNotStarted: "worker-not-started"
        case .crashed: "crashed"
        case .timedOut: "timed-out"
        case .outOfMemory: "out-of-memory"
        case .unusableAnswer: "unusable-answer"
        case .circuitOpen: "circuit-open"
        case .batchTooLarge: "batch-too-large"
        }
    }
}
