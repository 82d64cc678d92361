import HubModel
import Indicators
import PluginKit

/// What may be shown of counts of people [BRD-6], decided once for the district and all its stations.
///
/// Every page takes its own line from here, so that all pages together tell no more than each shows by itself.
///
/// Exempt is what somebody must act upon on the same day, PHQ-9 item 9 included: the list of these screenings names each
/// of them, since hiding that there is one would mean that nobody looks at it. Its counts are exact wherever they stand.
struct OverviewCells {
    /// What may be shown of one station, or of the district.
    struct Line {
        fileprivate let counts: [PersonActivity: PublishedCount]
        let residentsRegistered: PublishedCount
        let advocacy: PublishedShare
        /// The bands in the order of the configuration, then the incomplete ones, by instrument.
        let severities: [String: [PublishedCount]]
        let differing: [String: PublishedCount]
        /// In the order of the levels.
        let triage: [PublishedCount]

        /// Persons of the period, each counted once.
        func persons(_ activity: PersonActivity) -> PublishedCount { counts[activity] ?? .exact(0) }
    }

    /// In the order in which the stations were given.
    let stations: [Line]
    let district: Line

    /// - Parameter sums: of each station.
    init(_ sums: [RollupTotals], instruments: [Instrument], period: OverviewPeriod, limit: Int) {
        let persons = PersonActivity.allCases.map { activity in
            (activity, Self.column(sums.map { period.persons(activity, in: $0) }, limit))
        }
        let advocacy = Self.advocacy(sums, limit)
        let severities = instruments.map { instrument in
            let rows = sums.map { sums in
                instrument.bands.map { sums[.screeningsBySeverity, "\(instrument.code)/\($0.severity)"] }
                    + [sums[.screeningsIncomplete, instrument.code]]
            }
            return (instrument.code, Self.table(rows, columns: instrument.bands.count + 1, limit))
        }
        let differing = instruments.map { instrument in
            (instrument.code, Self.column(sums.map { $0[.screeningsDiffering, instrument.code] }, limit))
        }
        let levels = Triage.Level.allCases
        let triage = Self.table(
            sums.map { sums in levels.map { sums[.screeningsByTriage, $0.rawValue] } }, columns: levels.count, limit)
        func line(_ row: Int) -> Line {
            Line(
                counts: Dictionary(uniqueKeysWithValues: persons.map { ($0.0, $0.1[row]) }),
                residentsRegistered: advocacy[row].of, advocacy: advocacy[row],
                severities: Dictionary(severities.map { ($0.0, $0.1[row]) }, uniquingKeysWith: { first, _ in first }),
                differing: Dictionary(differing.map { ($0.0, $0.1[row]) }, uniquingKeysWith: { first, _ in first }),
                triage: triage[row])
        }
        stations = sums.indices.map(line)
        district = line(sums.count)
    }

    /// The shares of residents whom another resident told, the district's last.
    static func advocacy(_ sums: [RollupTotals], _ limit: Int) -> [PublishedShare] {
        // Those who came otherwise aren't shown but are known from the other two.
        let rows = sums.map {
            [$0[.residentsReferred], max(0, $0[.residentsRegistered] - $0[.residentsReferred])]
        }
        let table = SmallCellTable(rows, columns: 2, limit: limit, showsSumsOfRows: false)
        return table.cells.map { PublishedShare(count: $0[0], of: $0[2]) }
    }

    /// The stations' counts, then their sum.
    private static func column(_ counts: [Int64], _ limit: Int) -> [PublishedCount] {
        SmallCells.publish(counts, limit: limit) + [SmallCells.publish(counts.reduce(0, +), limit: limit)]
    }

    private static func table(_ rows: [[Int64]], columns: Int, _ limit: Int) -> [[PublishedCount]] {
        SmallCellTable(rows, columns: columns, limit: limit, showsSumsOfRows: true).cells
    }
}

extension OverviewPeriod {
    /// Persons of the period, each counted once.
    func persons(_ activity: PersonActivity, in sums: RollupTotals) -> Int64 {
        switch self {
        case .everything: sums[.personsEver, activity.rawValue]
        case .month: sums[.personsOfMonth, activity.rawValue]
        }
    }
}
