import HubModel

/// Collects the mistakes of one reading.
final class MistakeLog {
    private(set) var mistakes: [ConfigurationMistake] = []

    func report(
        _ key: ConfigurationMistake.Key, at place: Place, _ problem: LocalizedText, allowed: LocalizedText? = nil,
        nearest: String? = nil
    ) {
        mistakes.append(
            ConfigurationMistake(
                file: place.file, line: place.line, column: place.column, key: key, problem: problem,
                allowed: allowed, nearest: nearest))
    }
}
