import CSV
import FactLog
public import Foundation
import HubModel

/// Turns rows of one form into drafts.
protocol CSVRowReader: Sendable {
    /// The facts of each row, in the rows' order.
    func drafts(of rows: [CSVRecord], importedAt: Date) async throws -> [Result<[FactDraft], FactRefused>]
}

/// The columns of a CSV file by name.
struct CSVColumns: Sendable {
    let names: [String]
    private let positions: [String: Int]
    private let file: String

    init(_ header: [String], file: String) throws {
        names = header.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        self.file = file
        var positions: [String: Int] = [:]
        for (position, name) in names.enumerated() {
            guard positions.updateValue(position, forKey: name) == nil else {
                throw CSVImportError.duplicateColumn(file: file, column: name)
            }
        }
        self.positions = positions
    }

    func has(_ name: String) -> Bool { positions[name] != nil }

    func require(_ names: String...) throws {
        for name in names where !has(name) { throw CSVImportError.missingColumn(file: file, column: name) }
    }

    func check(_ row: CSVRecord) throws(FactRefused) {
        guard row.fields.count == names.count else {
            throw FactRefused(
                "wrong_number_of_fields", zh: "应有 \(names.count) 列，实有 \(row.fields.count) 列",
                en: "\(row.fields.count) fields where the header has \(names.count)")
        }
    }

    /// The trimmed text; empty when there is no such column.
    func text(_ name: String, _ row: CSVRecord) -> String {
        positions[name].map { row.fields[$0].trimmingCharacters(in: .whitespaces) } ?? ""
    }

    /// The time in the column; nil when empty.
    func time(_ name: String, _ row: CSVRecord) throws(FactRefused) -> Date? {
        let text = text(name, row)
        guard !text.isEmpty else { return nil }
        guard let time = WrittenTime.read(text) else {
            throw FactRefused(
                "wrong_time", zh: "“\(name)”应为 RFC 3339 时间，如 2026-03-01T09:30:00+08:00",
                en: "'\(name)' should be an RFC 3339 time, e.g. 2026-03-01T09:30:00+08:00")
        }
        return time
    }
}

/// Times as people and other programs write them: RFC 3339 with any offset.
public enum WrittenTime {
    /// Returns nil when the text is no such time.
    public static func read(_ text: String) -> Date? {
        if case .time(let time) = Timestamp.read(text.utf8) { return time }
        guard text.utf8.count >= 25, let sign = text.utf8.dropFirst(19).lastIndex(where: { $0 == 0x2B || $0 == 0x2D })
        else { return nil }
        let offset = text[sign...]
        guard let match = offset.wholeMatch(of: /([+-])([01][0-9]|2[0-3]):([0-5][0-9])/),
            let hours = Int(match.2), let minutes = Int(match.3),
            case .time(let local) = Timestamp.read((text[..<sign] + "Z").utf8)
        else { return nil }
        let seconds = Double(hours * 3600 + minutes * 60)
        return local.addingTimeInterval(match.1 == "+" ? -seconds : seconds)
    }
}

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
