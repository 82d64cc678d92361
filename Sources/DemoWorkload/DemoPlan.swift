public import DistrictConfig
public import Foundation
import HubModel

/// Spreads a file of screening answers over the stations of a district and invents what else happened there.
///
/// The same file, configuration, seed and end give the same plan. Stations import the written files like any other.
public struct DemoPlan {
    private let configuration: DistrictConfiguration
    private let sheet: ScreeningSheet
    private let seed: UInt64
    /// Everything happened in the days before this.
    private let end: Date
    private static let days = 60

    public init(
        configuration: DistrictConfiguration, screenings: URL, seed: UInt64 = 20_260_301, end: Date
    ) throws {
        guard !configuration.stations.isEmpty else { throw DemoPlanError.noStations }
        self.configuration = configuration
        sheet = try ScreeningSheet(contentsOf: screenings)
        self.seed = seed
        self.end = end
    }

    /// Writes `1-residents.csv`, `2-screenings.csv` and `3-services.csv` into a folder for each station.
    ///
    /// - Returns: how many rows were written.
    public func write(to folder: URL) throws -> Int {
        var rows = 0
        for (station, respondents) in assignment().sorted(by: { $0.key < $1.key }) {
            guard let station = configuration.station(station) else { continue }
            let directory = folder.appendingPathComponent(station.code.rawValue)
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            var generator = SeededGenerator(seed: seed, part: station.code.rawValue)
            let times = respondents.map { _ in randomTime(using: &generator) }
            var services = StationServices(
                station: station, configuration: configuration, respondents: respondents.map(\.respondent), end: end,
                days: Self.days, generator: generator)
            let files = [
                ("1-residents.csv", services.residents(respondents)),
                ("2-screenings.csv", screenings(respondents, times)), ("3-services.csv", services.facts()),
            ]
            for (name, lines) in files {
                rows += lines.count - 1
                let text = lines.joined(separator: "\n") + "\n"
                try Data(text.utf8).write(to: directory.appendingPathComponent(name), options: .atomic)
            }
        }
        return rows
    }

    /// Who is screened where: by age to a fitting profile, among its stations at random.
    private func assignment() -> [StationCode: [ScreeningSheet.Row]] {
        let byProfile = Dictionary(grouping: configuration.stations, by: \.profile.rawValue)
        var assignment: [StationCode: [ScreeningSheet.Row]] = [:]
        for station in configuration.stations { assignment[station.code] = [] }
        for row in sheet.rows {
            var generator = SeededGenerator(seed: seed, part: row.respondent)
            let profile = Self.profile(for: row.age, using: &generator)
            let candidates = byProfile[profile] ?? configuration.stations
            if let station = candidates.randomElement(using: &generator) { assignment[station.code]?.append(row) }
        }
        return assignment
    }

    private static func profile(for age: Int?, using generator: inout SeededGenerator) -> String {
        let draw = Int.random(in: 0..<100, using: &generator)
        return switch age ?? 0 {
        case 60...: draw < 80 ? "elderly-guardian" : "community-hub"
        case 20..<46:
            switch draw {
            case ..<54: "parent-child-partner"
            case ..<61: "mother-infant-steward"
            case ..<68: "workplace-energy"
            default: "community-hub"
            }
        case 46..<60: draw < 12 ? "workplace-energy" : "community-hub"
        default: "community-hub"
        }
    }

    private func randomTime(using generator: inout SeededGenerator) -> Date {
        DemoTimes(end: end, days: Self.days).any(using: &generator)
    }

    private func screenings(_ respondents: [ScreeningSheet.Row], _ times: [Date]) -> [String] {
        ["\(sheet.header),occurred_at"]
            + zip(respondents, times).map { "\($0.text),\(DemoTimes.text($1))" }
    }
}
