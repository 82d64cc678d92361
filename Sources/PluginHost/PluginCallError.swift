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

/// How a worker ended by itself.
public enum WorkerDeath: Codable, Hashable, Sendable {
    /// The number of the signal.
    case signal(Int32)
    /// The exit status.
    case status(Int32)
    /// The system would not say.
    case unknown

    var chinese: String {
        switch self {
        case .signal(let number): "信号 \(number)\(Self.name(number))"
        case .status(let code): "自行退出，状态 \(code)"
        case .unknown: "原因不明"
        }
    }

    var english: String {
        switch self {
        case .signal(let number): "signal \(number)\(Self.name(number))"
        case .status(let code): "it exited by itself with status \(code)"
        case .unknown: "for an unknown reason"
        }
    }

    /// Signals have the same numbers on all machines that the hub runs on.
    private static func name(_ signal: Int32) -> String {
        let names: [Int32: String] = [
            4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV",
            25: "SIGXFSZ",
        ]
        return names[signal].map { " \($0)" } ?? ""
    }
}

/// What is wrong with a worker's answer.
public enum AnswerDefect: Error, Codable, Hashable, Sendable {
    /// Not the length of any frame.
    case impossibleLength(Int)
    /// It ended inside a frame.
    case cutShort
    /// The answer to another request than the one asked.
    case otherRequest
    /// The payload is no list of answers.
    case unreadable
    /// Not as many answers as requests.
    case wrongNumber(expected: Int, found: Int)

    var chinese: String {
        switch self {
        case .impossibleLength(let length): "长度 \(length) 不可能"
        case .cutShort: "中途截断"
        case .otherRequest: "答非所问"
        case .unreadable: "内容无法读取"
        case .wrongNumber(let expected, let found): "应有 \(expected) 个答案，得到 \(found) 个"
        }
    }

    var english: String {
        switch self {
        case .impossibleLength(let length): "a length of \(length) is impossible"
        case .cutShort: "cut short"
        case .otherRequest: "it answers another request"
        case .unreadable: "its content can't be read"
        case .wrongNumber(let expected, let found): "\(found) answers to \(expected) requests"
        }
    }
}
