import CLibpq

/// The fields of an error report from the server.
struct ServerReport: Sendable {
    var severity: String
    var sqlState: SQLState
    var message: String
    var detail: String?
    var hint: String?
    var position: Int?
    var context: String?
    var schema: String?
    var table: String?
    var column: String?
    var constraint: String?

    init?(_ result: OpaquePointer?) {
        func field(_ code: Int32) -> String? {
            PQresultErrorField(result, code).map { String(cString: $0) }
        }
        guard let state = field(clibpq_diag_sqlstate()) else { return nil }
        severity = field(clibpq_diag_severity()) ?? "ERROR"
        sqlState = SQLState(rawValue: state)
        message = field(clibpq_diag_message()) ?? ""
        detail = field(clibpq_diag_detail())
        hint = field(clibpq_diag_hint())
        position = field(clibpq_diag_position()).flatMap { Int($0) }
        context = field(clibpq_diag_context())
        schema = field(clibpq_diag_schema())
        table = field(clibpq_diag_table())
        column = field(clibpq_diag_column())
        constraint = field(clibpq_diag_constraint())
    }

    var endsConnection: Bool { severity == "FATAL" || severity == "PANIC" }
}
