import DistrictConfig
import Foundation
import Funding
import HubModel
import Identity
import PageKit
import PluginKit

/// Calls lines, stations, events, accounts and people of the district's money by their names.
struct FundingNaming: Sendable {
    let funding: FundingConfiguration
    private let stations: [StationCode: LocalizedText]
    private let profiles: [String: LocalizedText]
    private let packages: [String: LocalizedText]
    /// By package and item.
    private let items: [String: LocalizedText]
    /// By account.
    var people: [UUID: AccountProfile] = [:]

    init(_ configuration: DistrictConfiguration) {
        funding = configuration.funding
        stations = Dictionary(configuration.stations.map { ($0.code, $0.name) }) { first, _ in first }
        profiles = Dictionary(
            configuration.profiles.values.map { ($0.manifest.id.rawValue, $0.manifest.title) }
        ) { first, _ in first }
        let all = configuration.profiles.values.flatMap(\.packages)
        packages = Dictionary(all.map { ($0.code, $0.title) }) { first, _ in first }
        items = Dictionary(
            all.flatMap { package in package.items.map { ("\(package.code)/\($0.code)", $0.title) } }
        ) { first, _ in first }
    }

    func named(_ people: [UUID: AccountProfile]) -> FundingNaming {
        var naming = self
        naming.people = people
        return naming
    }

    func line(_ code: String, _ language: Language) -> String { funding.line(code)?.title[language] ?? code }

    func station(_ code: StationCode, _ language: Language) -> String { stations[code]?[language] ?? code.rawValue }

    /// Whose line it is, and its months when it isn't for the whole year.
    func holder(of line: BudgetLine, _ formats: Formats) -> String {
        let language = formats.language
        let holder = line.station.map { station($0, language) } ?? FundingWords.district(language)
        guard line.length < 12 else { return holder }
        let (first, last) = (formats.month(line.months.lowerBound), formats.month(line.months.upperBound))
        return "\(holder) · \(first == last ? first : "\(first)–\(last)")"
    }

    func event(_ code: String, _ language: Language) -> String {
        funding.rules.first { $0.event == code }?.title[language] ?? code
    }

    func package(_ code: String, _ language: Language) -> String { packages[code]?[language] ?? code }

    func service(_ package: String, _ item: String, _ language: Language) -> String {
        items["\(package)/\(item)"]?[language] ?? packages[package]?[language] ?? item
    }

    /// What an event moved, in fen: what its rule takes from a budget line, or else all that it tells.
    func amount(of event: FundingEventRecord) -> Int64 {
        let names = funding.rules.first { $0.event == event.event }?.control?.amounts ?? event.amounts.keys.sorted()
        let sum = names.reduce(0) { $0 + (event.amounts[$1] ?? 0) }
        return sum == 0 ? event.amounts.values.max() ?? 0 : sum
    }

    func account(_ code: String, in book: FundingBook, _ language: Language) -> String {
        funding.accounts.account(code, in: book)?.title[language] ?? ""
    }

    /// Who did something; nil and all zeros are the hub itself.
    func person(_ account: UUID?, _ language: Language) -> String {
        guard let account, account != FundingAuthor.hub else { return FundingWords.byHub(language) }
        return people[account]?.displayName ?? FundingWords.somebody(language)
    }

    /// `记-12`; what it waits for or came to when it has no number.
    func voucher(_ word: String, _ number: Int?, _ state: VoucherSummary.State, _ language: Language) -> String {
        number.map { "\(word)-\($0)" } ?? "\(word) · \(state(language))"
    }

    func payee(_ code: String, _ language: Language) -> String {
        if let station = StationCode(rawValue: code), stations[station] != nil {
            return self.station(station, language)
        }
        let parts = code.split(separator: ":", maxSplits: 1)
        return parts.count == 2 ? "\(OrderWords.byDepartment(language)) \(parts[1])" : code
    }

    /// Dimensions 辅助核算 in words, the telling ones first.
    func dimensions(_ all: [String: String], _ language: Language) -> [OrderPage.Fact] {
        DimensionWords.allCases.compactMap { name in
            guard let value = all[name.rawValue] else { return nil }
            return OrderPage.Fact(term: name(language), text: dimension(name, value, language), link: nil)
        }
    }

    private func dimension(_ name: DimensionWords, _ value: String, _ language: Language) -> String {
        let lines = funding.lines
        func titled(_ term: District.Term?) -> String { term.map { "\(value) \($0.title[language])" } ?? value }
        switch name {
        case .station: return StationCode(rawValue: value).map { "\(station($0, language)) \(value)" } ?? value
        case .payee: return payee(value, language)
        case .line: return line(value, language)
        case .programme: return lines.map(\.programme).first { $0.code == value }?.title[language] ?? value
        case .package: return package(value, language)
        case .profile: return profiles[value]?[language] ?? value
        case .source:
            return FundingLine.Source(rawValue: value).map { $0(language) } ?? value
        case .functionalClass: return titled(lines.map(\.functionalClass).first { $0.code == value })
        case .economicClass: return titled(lines.map(\.economicClass).first { $0.code == value })
        case .governmentClass: return titled(lines.map(\.governmentEconomicClass).first { $0.code == value })
        }
    }
}
