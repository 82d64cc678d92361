import Foundation
import Funding
import HubModel
import Hummingbird
import PageKit
import Protection

/// Where the district's money is, and who comes there.
///
/// Money's own people see all of it: finance officers and directors, who change it, and auditors, who don't. Row-level
/// security says the same of every table behind these pages. What names single orders is recorded when it is read.
enum FundingPaths {
    static let overview = "/funding"
    static let lines = "/funding/lines"
    static let budget = "/funding/budget"
    static let vouchers = "/funding/vouchers"
    static let inbox = "/funding/inbox"
    static let claims = "/funding/claims"
    static let months = "/funding/months"
    static let entries = "/funding/entries"
    static let yearEnd = "/funding/year-end"
    static let ofStation = "/stations/{code}/funding"
    static let claimsOfStation = "/stations/{code}/claims"

    static func line(_ code: String) -> String { "\(lines)/\(code)" }
    static func budgetLine(_ line: BudgetLine) -> String { "\(lines)/\(line.fundingLine)/\(line.id.lowercased)" }
    static func move(_ kind: BudgetMoveKind) -> String { "\(budget)/\(kind.rawValue)" }
    static func voucher(_ id: UUID) -> String { "\(vouchers)/\(id.lowercased)" }
    static func claim(_ id: UUID) -> String { "\(claims)/\(id.lowercased)" }
    static func month(_ month: CivilDate) -> String { "\(months)/\(month.description.prefix(7))" }
    static func claims(of code: StationCode) -> String { "/stations/\(code)/claims" }
    static func claim(_ id: UUID, of code: StationCode) -> String { "\(claims(of: code))/\(id.lowercased)" }
    static func ofStation(_ code: StationCode) -> String { "/stations/\(code)/funding" }

    /// Who looks.
    static let readers: Set<Role> = [.director, .financeOfficer, .auditor]
    /// Who moves budgets and decides on vouchers.
    static let officers: Set<Role> = [.director, .financeOfficer]

    static func reading(_ kind: PeoplePolicy.Kind) -> HubPolicy { .people(readers, .district, kind) }
    static func acting(_ kind: PeoplePolicy.Kind) -> HubPolicy { .people(officers, .district, kind) }
    /// A station's money is its manager's to see.
    static func managing(_ kind: PeoplePolicy.Kind) -> HubPolicy {
        .people([.stationManager], .station(parameter: "code"), kind)
    }

    static let year = RouteParameter("year", in: .query, schema: #"{"type":"integer"}"#, "The fiscal year")
    static let after = RouteParameter(
        "after", in: .query, schema: #"{"type":"string"}"#, "Where the page before ended")
    static let lineCode = RouteParameter(
        "line", in: .path, required: true, schema: #"{"type":"string"}"#, "The code of a funding line")
}

extension UUID {
    var lowercased: String { uuidString.lowercased() }
}

extension Request {
    /// The value of a parameter of the query without white space around it; nil when it is missing or empty.
    func query(_ name: String) -> String? {
        FormFields(uri.query ?? "")[name]?.trimmingCharacters(in: .whitespaces).nonBlank
    }
}

extension String {
    fileprivate var nonBlank: String? { isEmpty || contains("\0") ? nil : self }
}

extension PageFrame {
    /// The same with the switch of language keeping what the address asks for.
    func keeping(_ query: [PageParameter]) -> PageFrame {
        guard !query.isEmpty else { return self }
        var frame = self
        frame.otherLanguage = PageLink(
            text: otherLanguage.text,
            address: query.address(otherLanguage.address))
        return frame
    }
}
