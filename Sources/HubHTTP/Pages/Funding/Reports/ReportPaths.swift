import Protection

/// Where the reports are, what lies behind their figures, and who comes there.
enum ReportPaths {
    static let reports = "/funding/reports"
    static let entries = reports + "/entries"
    static let vouchers = reports + "/vouchers"
    static let orders = reports + "/orders"
    static let waiting = reports + "/waiting"
    static let bank = "/funding/bank"

    static func policy(_ kind: PeoplePolicy.Kind) -> HubPolicy {
        .people([.director, .financeOfficer, .auditor], .district, kind)
    }
}
