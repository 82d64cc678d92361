import CSV
import FactLog
import Foundation
import HubModel

/// Rows of screenings: `respondent`, `age_years`, `sex`, `item1`…`itemN`, and where known `difficulty`, `occurred_at`,
/// `instrument`. The respondent's number stays in the book.
struct ScreeningRows: CSVRowReader {
    private let columns: CSVColumns
    private let items: [String]
    private let recorder: ScreeningRecorder
    private let calendar: Calendar

    private static let actor = "import:screenings"

    init(columns: CSVColumns, recorder: ScreeningRecorder, timeZone: TimeZone) throws {
        try columns.require("respondent", "age_years", "sex", "item1")
        self.columns = columns
        self.recorder = recorder
        items = (1...).lazy.map { "item\($0)" }.prefix { columns.has($0) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.calendar = calendar
    }

    private struct Row {
        var respondent: String
        var occurredAt: Date
        /// Whether the file says when; else the time of the import is taken.
        var isDated: Bool
        var sex: ResidentRegistered.Sex
        var screening: FilledScreening
    }

    func drafts(of rows: [CSVRecord], importedAt: Date) async throws -> [Result<[FactDraft], FactRefused>] {
        let read = rows.map { row in Result { () throws(FactRefused) in try self.read(row, importedAt: importedAt) } }
        var completed = try await recorder.complete(read.compactMap { try? $0.get().screening }).makeIterator()
        return try read.map { row in
            guard case .success(let row) = row else { return row.map { _ in [] } }
            switch completed.next() {
            case .success(let data): return .success(try drafts(row, data))
            case .failure(let refused): return .failure(refused)
            case nil: return .failure(FactRefused("not_assessed", zh: "插件没有答复", en: "the plugin did not answer"))
            }
        }
    }

    private func drafts(_ row: Row, _ data: ScreeningCompleted) throws -> [FactDraft] {
        let subject = FactDraft.Subject.localKey(row.respondent)
        let age = row.screening.ageYears ?? 0
        let birthYear = calendar.component(.year, from: row.occurredAt) - age
        let band = birthYear - ((birthYear % 5) + 5) % 5
        let resident = ResidentRegistered(birthYearBand: "\(band)-\(band + 4)", sex: row.sex)
        let moment = row.isDated ? "/\(Timestamp.text(of: row.occurredAt))" : ""
        var screening = try FactDraft(
            data, occurredAt: row.occurredAt, actor: Self.actor, subject: subject,
            sourceKey: "screenings/\(row.respondent)/\(row.screening.instrument)\(moment)")
        screening.isTimeAssumed = !row.isDated
        return [
            try FactDraft(resident, occurredAt: row.occurredAt, actor: Self.actor, subject: subject), screening,
        ]
    }

    private func read(_ row: CSVRecord, importedAt: Date) throws(FactRefused) -> Row {
        try columns.check(row)
        let respondent = columns.text("respondent", row)
        guard !respondent.isEmpty else {
            throw FactRefused("missing_respondent", zh: "缺少 respondent（编号）", en: "respondent is missing")
        }
        guard let age = Int(columns.text("age_years", row)), (0...130).contains(age) else {
            throw FactRefused("out_of_range", zh: "age_years 应为 0 至 130", en: "age_years should be 0 to 130")
        }
        guard let sex = ResidentRegistered.Sex(rawValue: columns.text("sex", row).lowercased()) else {
            throw FactRefused(
                "out_of_range", zh: "sex 应为 female、male、other 或 unknown",
                en: "sex should be female, male, other or unknown")
        }
        let occurredAt = try columns.time("occurred_at", row)
        let instrument = columns.text("instrument", row)
        let code = instrument.isEmpty ? "PHQ-9" : instrument
        let entries = try recorder.entries(items.map { columns.text($0, row) }, instrument: code)
        let screening = FilledScreening(
            instrument: code, entries: entries, ageYears: age, impairment: try impairment(row))
        return Row(
            respondent: respondent, occurredAt: occurredAt ?? importedAt, isDated: occurredAt != nil, sex: sex,
            screening: screening)
    }

    private func impairment(_ row: CSVRecord) throws(FactRefused) -> Int? {
        let text = columns.text("difficulty", row)
        guard !text.isEmpty, text != "7", text != "9" else { return nil }
        guard let value = Int(text), (0...3).contains(value) else {
            throw FactRefused("out_of_range", zh: "difficulty 应为 0 至 3", en: "difficulty should be 0 to 3")
        }
        return value
    }
}
