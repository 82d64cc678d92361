import CSV
import Foundation

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
