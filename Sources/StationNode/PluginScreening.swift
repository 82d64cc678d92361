public import HubModel
public import PluginHost
public import PluginKit

/// Screenings assessed by a plugin.
public struct PluginScreening: ScreeningAssessing {
    private let data: PluginData
    private let host: PluginHost

    /// - Parameter host: has loaded the plugin with this data.
    public init(data: PluginData, host: PluginHost) {
        self.data = data
        self.host = host
    }

    public var reference: PluginReference {
        PluginReference(id: data.manifest.id.rawValue, version: data.manifest.version)
    }

    public func instrument(_ code: String) -> Instrument? {
        data.instruments.first { $0.code == code }
    }

    public func assess(
        _ requests: [AssessScreening]
    ) async throws -> [Result<ScreeningAssessment, PluginFailure>] {
        let answers = try await host.answers(requests.map { .assessScreening($0) }, by: PluginKey(data.manifest))
        return answers.map { result in
            result.flatMap { answer in
                answer.assessment.map { .success($0) } ?? .failure(.otherAnswer(plugin: data.manifest.id))
            }
        }
    }
}
