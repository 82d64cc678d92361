import DistrictConfig
import Foundation
import Funding
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection

/// How budget lines stand, as JSON.
struct BudgetStandingRoutes {
    let read: ReadBudgetStandings
    let configuration: ConfigurationInForce
    let now: @Sendable () -> Date

    private static let moneyPeople: Set<Role> = [.director, .financeOfficer, .auditor]
    private static let year = RouteParameter(
        "year", in: .query, schema: #"{"type":"integer","minimum":2000,"maximum":2999}"#,
        "The fiscal year; this year when left out")

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/funding/budget", policy: .people(Self.moneyPeople, .district, .aggregate),
                "How all budget lines stand", parameters: [Self.year], answer: .json(of: [BudgetAnswer].self),
                problems: [400]
            ) { request, context in
                let standings = try await read(year: try year(of: request), as: try context.person().principal)
                return try JSONAnswer.response(standings.map(BudgetAnswer.init))
            },
            Route(
                .get, "/api/v1/stations/{code}/budget",
                policy: .people(Self.moneyPeople.union([.stationManager]), .station(parameter: "code"), .aggregate),
                "How a station's budget lines stand", parameters: [.stationCode, Self.year],
                answer: .json(of: [BudgetAnswer].self), problems: [400, 404]
            ) { request, context in
                let station = try context.stationCode()
                guard configuration.current.station(station) != nil else { throw Problem.notFound() }
                let standings = try await read(
                    year: try year(of: request), of: station, as: try context.person().principal)
                return try JSONAnswer.response(standings.map(BudgetAnswer.init))
            },
        ]
    }

    private func year(of request: Request) throws -> Int {
        if let asked = try QueryNumber.read("year", of: request, in: 2000...2999) { return Int(asked) }
        return Int(configuration.current.fundingContext.day(now()).year)
    }
}

/// A budget line as JSON, in fen.
private struct BudgetAnswer: Encodable {
    let fundingLine: String
    let station: String?
    let firstMonth: String
    let lastMonth: String
    let totalFen: Int64
    let availableFen: Int64
    let reservedFen: Int64
    let acceptedFen: Int64
    let paidFen: Int64
    let frozenFen: Int64
    let advancedFen: Int64
    /// Paid, advances included, of all that the line was given.
    let executionRate: Double?

    init(_ standing: BudgetStanding) {
        fundingLine = standing.line.fundingLine
        station = standing.line.station?.rawValue
        firstMonth = String(standing.line.months.lowerBound.description.prefix(7))
        lastMonth = String(standing.line.months.upperBound.description.prefix(7))
        totalFen = standing.total
        availableFen = standing.available
        reservedFen = standing.reserved
        acceptedFen = standing.accepted
        paidFen = standing.paid
        frozenFen = standing.frozen
        advancedFen = standing.advanced
        executionRate = standing.executionRate
    }
}

extension BudgetStandingRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            read: ReadBudgetStandings(database: services.database), configuration: services.hub.inForce,
            now: services.now)
    }
}
