import ArgumentParser
import HubModel

/// Which station a command is about.
struct StationArgument: ParsableArguments {
    @Argument(help: "站点编码，如 S07 / The station's code.")
    var code: String

    func read() throws -> StationCode {
        guard let station = StationCode(rawValue: code) else {
            throw ValidationError("“\(code)”不是站点编码 / '\(code)' is not a station's code")
        }
        return station
    }
}
