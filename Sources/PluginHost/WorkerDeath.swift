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
