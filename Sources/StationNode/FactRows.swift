import CSV
import Foundation
import HubModel

/// Rows of facts: `kind`, `source`, `occurred_at`, `resident` (the station's key, may be empty), `data` (JSON).
struct FactRows: CSVRowReader {
    let columns: CSVColumns

    init(columns: CSVColumns) throws {
        try columns.require("kind", "source", "occurred_at", "data")
        self.columns = columns
    }

    func drafts(of rows: [CSVRecord], importedAt: Date) async throws -> [Result<[FactDraft], FactRefused>] {
        rows.map { row in
            Result { () throws(FactRefused) in [try draft(row)] }
        }
    }

    private func draft(_ row: CSVRecord) throws(FactRefused) -> FactDraft {
        try columns.check(row)
        let name = columns.text("kind", row)
        guard let kind = FactKind(rawValue: name) else {
            throw FactRefused("unknown_kind", zh: "没有记录类型“\(name)”", en: "there is no kind '\(name)'")
        }
        let source = columns.text("source", row)
        guard !source.isEmpty else {
            throw FactRefused("missing_source", zh: "缺少 source（来源编号）", en: "source is missing")
        }
        guard let occurredAt = try columns.time("occurred_at", row) else {
            throw FactRefused("missing_time", zh: "缺少 occurred_at（发生时间）", en: "occurred_at is missing")
        }
        let resident = columns.text("resident", row)
        return FactDraft(
            kind: kind, occurredAt: occurredAt, actor: "import:facts",
            subject: resident.isEmpty ? .nobody : .localKey(resident), data: Array(columns.text("data", row).utf8),
            sourceKey: "facts/\(kind.rawValue)/\(source)")
    }
}
