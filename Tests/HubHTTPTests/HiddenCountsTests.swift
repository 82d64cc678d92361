import Foundation
import HubModel
import PluginKit
import TestSupport
import Testing

@testable import Brand
@testable import DistrictConfig
@testable import HubRuntime
@testable import Indicators

/// What somebody can work out who has the district's page and those of all stations [BRD-6].
@Suite struct HiddenCountsTests {
    private struct Pages {
        let district: DistrictOverview
        let stations: [StationOverview]
    }

    private func pages(_ configuration: DistrictConfiguration, _ random: inout SeededRandom) throws -> Pages {
        let contacts = SampleOverview.contacts(configuration)
        var byStation: [StationCode: RollupTotals] = [:]
        for station in contacts { byStation[station.station] = sums(configuration, &random) }
        let figures = OverviewFigures(configuration: configuration, period: .everything, asOf: SampleOverview.now)
        let details = StationDetails(daily: [], months: [], attention: [], quarantine: [])
        return Pages(
            district: figures.district(
                contacts: contacts, attention: [:], byStation: byStation, daily: [], months: []),
            stations: try contacts.map {
                try #require(
                    figures.station(
                        $0.station, contacts: contacts, attention: [:], byStation: byStation, details: details))
            })
    }

    private func sums(_ configuration: DistrictConfiguration, _ random: inout SeededRandom) -> RollupTotals {
        var sums = RollupTotals()
        func count() -> Int64 {
            random.chance(30) ? 0 : random.chance(30) ? Int64(random.below(5)) : Int64(random.below(60))
        }
        for instrument in configuration.instruments where random.chance(70) {
            let code = instrument.code
            for band in instrument.bands { sums.add(count(), to: .screeningsBySeverity, "\(code)/\(band.severity)") }
            sums.add(count(), to: .screeningsIncomplete, code)
            sums.add(sums[.screeningsIncomplete, code], to: .screeningsReceived, code)
            for band in instrument.bands {
                sums.add(sums[.screeningsBySeverity, "\(code)/\(band.severity)"], to: .screeningsReceived, code)
            }
            sums.add(count(), to: .screeningsDiffering, code)
        }
        for level in Triage.Level.allCases { sums.add(count(), to: .screeningsByTriage, level.rawValue) }
        for activity in PersonActivity.allCases { sums.add(count(), to: .personsEver, activity.rawValue) }
        let referred = count()
        sums.add(referred, to: .residentsReferred)
        sums.add(referred + count(), to: .residentsRegistered)
        return sums
    }

    @Test func aStationIsShownAlikeOnBothPages() throws {
        let configuration = try SampleOverview.configuration()
        var random = SeededRandom(seed: 7)
        let pages = try pages(configuration, &random)
        var hidden = 0
        for (line, page) in zip(pages.district.stations, pages.stations) {
            #expect(page.figures == line)
            #expect(page.totals.personsScreened == line.personsScreened)
            #expect(page.totals.personsAttended == line.personsAttended)
            hidden += line.personsScreened == .withheld ? 1 : 0
        }
        #expect(hidden > 0 || pages.district.stations.allSatisfy { $0.personsScreened != .below(5) } == false)
    }

    @Test func noPagesTogetherGiveAHiddenCountAway() throws {
        let configuration = try SampleOverview.configuration()
        var random = SeededRandom.fresh()
        for _ in 0..<4 {
            let pages = try pages(configuration, &random)
            let comment: Comment = "seed \(random.seed)"
            for count in [\OverviewTotals.personsScreened, \.personsAttended, \.personsServed, \.residentsRegistered] {
                let column = pages.stations.map { [$0.totals[keyPath: count]] }
                #expect(isSafe(column + [[pages.district.totals[keyPath: count]]], sums: nil), comment)
            }
            for instrument in pages.district.screenings.instruments {
                let rows =
                    pages.stations.map { severities($0.screenings, instrument) } + [
                        severities(pages.district.screenings, instrument)
                    ]
                #expect(isSafe(rows.map(\.cells), sums: rows.map(\.received)), "\(instrument.instrument) \(comment)")
            }
            let triage = pages.stations.map { $0.screenings.triage.map(\.count) }
            #expect(isSafe(triage + [pages.district.screenings.triage.map(\.count)], sums: nil), comment)
            let shares = (pages.stations.map(\.funnel) + [pages.district.funnel]).map(\.advocacy)
            #expect(
                isSafe(shares.map { [$0.count, others($0), $0.of] }, sums: shares.map { _ in 0 }, signs: [1, 1, -1]))
            #expect(
                shares.map(\.of) == pages.stations.map(\.totals.residentsRegistered) + [
                    pages.district.totals.residentsRegistered
                ])
        }
    }

    private func severities(
        _ screenings: ScreeningFigures, _ instrument: InstrumentFigures
    ) -> (cells: [PublishedCount], received: Int64) {
        guard let own = screenings.instruments.first(where: { $0.instrument == instrument.instrument }) else {
            return ((instrument.bands.map { _ in .exact(0) }) + [.exact(0)], 0)
        }
        return (own.bands.map(\.count) + [own.incomplete], own.received)
    }

    /// Those whom no resident told, whom nobody shows but anybody can count when the other two are shown.
    private func others(_ share: PublishedShare) -> PublishedCount {
        share.exactValue.map { .exact($0.of - $0.count) } ?? .withheld
    }

    /// Whether the equations between the cells leave every hidden one open.
    ///
    /// - Parameters:
    ///   - rows: the stations', then the district's, which is their sum.
    ///   - sums: of the rows, where they are shown.
    private func isSafe(_ rows: [[PublishedCount]], sums: [Int64]?, signs: [Double]? = nil) -> Bool {
        var numbers: [[Int]: Int] = [:]
        for (row, cells) in rows.enumerated() {
            for (column, cell) in cells.enumerated() where cell.exactValue == nil {
                numbers[[row, column]] = numbers.count
            }
        }
        var equations: [[Double]] = []
        func add(_ terms: [(position: [Int], factor: Double)]) {
            var equation = [Double](repeating: 0, count: numbers.count)
            for term in terms { if let number = numbers[term.position] { equation[number] = term.factor } }
            equations.append(equation)
        }
        for column in rows[0].indices {
            add(rows.indices.map { ([$0, column], $0 == rows.count - 1 ? -1 : 1) })
        }
        if sums != nil {
            for row in rows.indices { add(rows[row].indices.map { ([row, $0], signs?[$0] ?? 1) }) }
        }
        return !LinearEquations.reduced(equations).contains { $0.count { abs($0) > 0.000_001 } == 1 }
    }
}

/// Gauss and Jordan's elimination.
private enum LinearEquations {
    /// The equations in reduced row echelon form: one with a single unknown fixes it, and there is no other way to.
    static func reduced(_ equations: [[Double]]) -> [[Double]] {
        var rows = equations
        var rank = 0
        for column in rows.first?.indices ?? 0..<0 where rank < rows.count {
            guard let pivot = rows.indices[rank...].max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > 0.000_001
            else { continue }
            rows.swapAt(rank, pivot)
            let factor = rows[rank][column]
            rows[rank] = rows[rank].map { $0 / factor }
            for other in rows.indices where other != rank && rows[other][column] != 0 {
                let factor = rows[other][column]
                rows[other] = zip(rows[other], rows[rank]).map { $0 - factor * $1 }
            }
            rank += 1
        }
        return rows
    }
}
