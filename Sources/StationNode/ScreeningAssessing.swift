public import HubModel
public import PluginKit

/// Scores and triages filled-in instruments; at the station the plugin of its profile.
public protocol ScreeningAssessing: Sendable {
    /// Who scores: stands in each fact.
    var reference: PluginReference { get }
    /// The instrument's data; nil when the profile doesn't use it.
    func instrument(_ code: String) -> Instrument?
    /// Assesses many at once, each with a result of its own in the order asked.
    func assess(_ requests: [AssessScreening]) async throws -> [Result<ScreeningAssessment, PluginFailure>]
}
