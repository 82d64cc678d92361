import Foundation

/// A match on its way to the database.
struct StoredMatch {
    var id: UUID
    var lines: [UUID]
    var vouchers: [UUID]
}
