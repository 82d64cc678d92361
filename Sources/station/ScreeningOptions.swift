import ArgumentParser
import StationNode

/// A filled-in instrument on the command line.
struct ScreeningOptions: ParsableArguments {
    @Option(help: "For screening.completed: the instrument's code.")
    var instrument = "PHQ-9"

    @Option(help: "The answers in order, separated by commas; nothing, 'refused' or 'unknown' where there is none.")
    var answers: String?

    @Option(help: "The resident's age in years.")
    var age: Int?

    @Option(help: "How much daily life is impaired, 0 to 3.")
    var impairment: Int?

    /// The data of the fact, scored by the plugin.
    func data(book: LocalBook, settings: StationSettings) async throws -> [UInt8] {
        guard let answers else { throw ValidationError("a screening needs --answers or --data") }
        guard let profile = try await settings.profile(of: book) else {
            throw ValidationError("scoring needs the station's configuration (XINLIAN_CONFIG, XINLIAN_PLUGINS)")
        }
        let recorder = profile.recorder
        let texts = answers.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let screening = FilledScreening(
            instrument: instrument, entries: try recorder.entries(texts, instrument: instrument), ageYears: age,
            impairment: impairment)
        let completed = try await recorder.complete([screening])
        guard let data = try completed.first?.get() else { throw CommandFailure("the plugin did not answer") }
        return try data.factBytes()
    }
}
