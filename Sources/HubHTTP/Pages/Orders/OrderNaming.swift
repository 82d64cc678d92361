import DistrictConfig
import HubModel
import PageKit
import PluginKit

/// Calls packages, items, states and performers of orders by their names.
struct OrderNaming: Sendable {
    private let packages: [String: ServicePackage]
    private let stations: [StationCode: LocalizedText]
    private let departments: [District.Term]
    /// Of the rates, and of residents' tags that packages name.
    private let groups: [String: LocalizedText]

    init(configuration: DistrictConfiguration) {
        packages = Dictionary(configuration.profiles.values.flatMap(\.packages).map { ($0.code, $0) }) { first, _ in
            first
        }
        departments = configuration.district.departments
        let tags = configuration.district.residentTags.map { ($0.code, $0.title) }
        groups = Dictionary(configuration.funding.rates.groups.map { ($0.code, $0.title) } + tags) { first, _ in first }
        stations = Dictionary(configuration.stations.map { ($0.code, $0.name) }) { first, _ in first }
    }

    func package(_ code: String, _ language: Language) -> String { packages[code]?.title[language] ?? code }

    func item(_ line: OrderLine, _ language: Language) -> String { item(line.item, of: line.package, language) }

    func item(_ code: String, of package: String, _ language: Language) -> String {
        packages[package]?.items.first { $0.code == code }?.title[language] ?? code
    }

    /// What an order is subsidised by; a code that nobody knows any more stays readable.
    func group(_ code: String, _ language: Language) -> String {
        code == OrderShare.freeRoundGroup ? OrderWords.freeRound(language) : groups[code]?[language] ?? code
    }

    func station(_ code: StationCode, _ language: Language) -> String { stations[code]?[language] ?? code.rawValue }

    func performer(_ code: String?, _ language: Language) -> String {
        guard let code, code != "station" else { return OrderWords.byStation(language) }
        let parts = code.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return code }
        let department = departments.first { $0.code == parts[1] }?.title[language]
        return department ?? "\(OrderWords.byDepartment(language)) \(parts[1])"
    }

    /// Who may take an order, for a selection: the station, which has no code, and the departments.
    func performers(chosen: String, _ language: Language) -> [PageOption] {
        [PageOption(value: "", text: OrderWords.byStation(language), isSelected: chosen.isEmpty)]
            + departments.map {
                PageOption(value: $0.code, text: $0.title[language], isSelected: $0.code == chosen)
            }
    }
}
