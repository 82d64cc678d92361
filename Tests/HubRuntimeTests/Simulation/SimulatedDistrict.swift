import DistrictConfig
import Foundation
import HubModel
import PluginKit
import Protection
import TestSupport

/// What the simulation plays with: stations, money of every source, packages that it pays for, and people.
struct SimulatedDistrict: Sendable {
    /// Where money comes from, and with it how it is booked.
    enum Source: Sendable {
        case appropriation, otherLevel, entrusted, company
    }

    struct Money: Sendable {
        var code: String
        var source: Source
        /// Bound to a purpose, so that it stays with its line.
        var isBound: Bool
    }

    enum Person: Hashable, Sendable {
        case officer, colleague, director
        /// Of a station.
        case manager(String)
    }

    let stations: [String]
    let money: [Money]
    /// Packages with what pays for them.
    let packages: [(code: String, line: String)]
    private let accounts: [Person: UUID]

    init(_ configuration: DistrictConfiguration, random: inout SeededRandom) throws {
        stations = configuration.stations.map(\.code.rawValue)
        let money = configuration.funding.lines.compactMap { line -> Money? in
            let source: Source? =
                switch line.source {
                case .appropriation: .appropriation
                case .otherLevel: .otherLevel
                case .donatedEntrusted: .entrusted
                case .company: .company
                case .donatedOwned: nil
                }
            return source.map { Money(code: line.code, source: $0, isBound: line.purpose != nil) }
        }
        self.money = money
        let offered = configuration.profiles.sorted { $0.key < $1.key }.flatMap(\.value.packages)
        packages = money.flatMap { money in
            offered.filter { $0.fundingLine == money.code }.prefix(3).map { (code: $0.code, line: money.code) }
        }
        let people = [Person.officer, .colleague, .director] + stations.map(Person.manager)
        var accounts: [Person: UUID] = [:]
        for person in people { accounts[person] = random.uuid() }
        self.accounts = accounts
        guard money.count >= 4, stations.count >= 3 else { throw MissingFixture(name: "money of several sources") }
    }

    func money(_ code: String) -> Money? { money.first { $0.code == code } }

    func account(of person: Person) -> UUID { accounts[person] ?? UUID() }

    func acting(_ person: Person) throws -> Principal.Acting {
        let assignment: RoleAssignment? =
            switch person {
            case .officer, .colleague: try .bureau(.financeOfficer)
            case .director: try .bureau(.director)
            case .manager(let station):
                StationCode(rawValue: station).flatMap { RoleAssignment(.stationManager, at: .station($0)) }
            }
        guard let assignment else { throw MissingFixture(name: "a manager") }
        return Principal.Acting(account: account(of: person), assignment: assignment)
    }
}
