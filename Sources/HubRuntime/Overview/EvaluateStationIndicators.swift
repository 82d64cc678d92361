import DistrictConfig
public import PluginHost
import PluginKit

/// Asks the plugin of a station's profile for its indicators, out of the counts that the hub gathers.
public struct EvaluateStationIndicators: Sendable {
    private let plugins: PluginHost
    private let configuration: ConfigurationInForce

    public init(plugins: PluginHost, configuration: ConfigurationInForce) {
        self.plugins = plugins
        self.configuration = configuration
    }

    /// - Returns: nil when the profile is not loaded or has no indicators.
    public func callAsFunction(_ overview: StationOverview) async -> StationIndicators? {
        let configuration = configuration.current
        guard let station = configuration.station(overview.figures.station),
            let data = configuration.plugin(of: station), !data.indicators.isEmpty
        else { return nil }
        do {
            let values = try await plugins.indicators(
                EvaluateIndicators(counts: overview.counts), by: PluginKey(data.manifest))
            return StationIndicators(
                lines: data.indicators.map { rule in
                    let missing = [rule.numerator, rule.denominator].compactMap { $0 }
                        .filter { overview.counts[$0] == nil }
                    let value = missing.isEmpty ? values.first { $0.indicator == rule.indicator } : nil
                    return .init(rule: rule, value: value, missing: missing)
                })
        } catch {
            return StationIndicators(lines: [], failure: PluginHost.words(for: error))
        }
    }
}
