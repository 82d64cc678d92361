import Foundation
import HubModel

/// A statement on its way to the database.
struct StoredStatement {
    var id: UUID
    var account: String
    var days: ClosedRange<CivilDate>
    var openingFen: Int64?
    var closingFen: Int64?
}
