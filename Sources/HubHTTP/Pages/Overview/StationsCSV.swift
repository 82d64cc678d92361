import Brand
import Foundation
public import HubModel
public import HubRuntime
import Indicators
import PageKit

/// The table of stations for spreadsheets: RFC 4180, UTF-8 with a byte order mark, which spreadsheets need for Chinese.
public enum StationsCSV {
    /// - Parameter language: of the column heads; codes and numbers are the same in both.
    public static func text(_ overview: DistrictOverview, language: Language) -> String {
        let heads: [FigureWords] = [
            .station, .name, .subdistrict, .lastContact, .completeThrough, .facts, .screenings, .personsScreened,
            .attendances, .personsAttended, .orders, .amount,
        ]
        let columns =
            heads.map { $0(language) } + [
                OverviewWords.profile(language), OverviewWords.reach(language), OverviewWords.satisfaction(language),
                OverviewWords.quarantinedShort(language), FigureWords.sameDay(language),
            ]
        let lines = [columns] + overview.stations.map { fields(of: $0, overview, language) }
        return "\u{FEFF}" + lines.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func fields(
        of station: StationFigures, _ overview: DistrictOverview, _ language: Language
    ) -> [String] {
        let formats = Formats(
            language: language, timeZone: TimeZone(identifier: overview.timeZone) ?? .gmt, now: overview.reporting.asOf)
        return [
            station.station.rawValue, station.name[language], station.subdistrict,
            station.lastContact.map(formats.full) ?? "", station.completeThrough.map(formats.full) ?? "",
            String(station.facts), String(station.screenings), count(station.personsScreened),
            String(station.attendances), count(station.personsAttended), String(station.orders),
            yuan(station.ordersFen), station.profileTitle[language], String(station.reach),
            station.satisfaction.percent.map(formats.decimal) ?? "", String(station.quarantined),
            String(station.sameDay),
        ]
    }

    /// A hidden count stays hidden.
    private static func count(_ count: PublishedCount) -> String {
        switch count {
        case .exact(let value): String(value)
        case .below(let limit): "<\(limit)"
        case .withheld: "*"
        }
    }

    /// Yuan with two decimals and no separators, so that spreadsheets take it for a number.
    private static func yuan(_ fen: Int64) -> String {
        let (whole, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(fen < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Quoted where needed. A text that a spreadsheet would take for a formula gets an apostrophe.
    private static func quoted(_ field: String) -> String {
        let isFormula = ["=", "+", "@"].contains(field.prefix(1)) || (field.hasPrefix("-") && Double(field) == nil)
        let text = isFormula ? "'" + field : field
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
