public import PluginKit

/// The result of one request in a form that crosses processes.
public enum PluginOutcome: Codable, Hashable, Sendable {
    case answer(PluginAnswer)
    case failure(PluginFailure)

    public init(_ result: Result<PluginAnswer, PluginFailure>) {
        switch result {
        case .success(let answer): self = .answer(answer)
        case .failure(let failure): self = .failure(failure)
        }
    }

    public var result: Result<PluginAnswer, PluginFailure> {
        switch self {
        case .answer(let answer): .success(answer)
        case .failure(let failure): .failure(failure)
        }
    }
}
