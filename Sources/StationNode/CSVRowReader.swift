import CSV
import Foundation

/// Turns rows of one form into drafts.
protocol CSVRowReader: Sendable {
    /// The facts of each row, in the rows' order.
    func drafts(of rows: [CSVRecord], importedAt: Date) async throws -> [Result<[FactDraft], FactRefused>]
}
