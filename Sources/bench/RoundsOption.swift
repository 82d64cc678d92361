import ArgumentParser

/// How much is measured.
struct RoundsOption: ParsableArguments {
    @Option(help: "每项轮数，至少 5 / Interleaved rounds of each figure; at least 5.")
    var rounds = 5

    func validate() throws {
        guard rounds >= 5 else { throw ValidationError("至少 5 轮 / at least 5 rounds") }
    }
}
