import CSV
public import Foundation

/// Imports CSV files, screenings or facts of any kind, told apart by their columns. Importing a file again adds nothing.
public struct CSVImport: Sendable {
    /// How fast rows are imported; nil is as fast as possible.
    public struct Pace: Sendable {
        public var rowsPerSecond: Double
        let sleep: StationSleep

        public init(rowsPerSecond: Double, sleep: @escaping StationSleep = { try await Task.sleep(for: .seconds($0)) })
        {
            self.rowsPerSecond = rowsPerSecond
            self.sleep = sleep
        }
    }

    private let book: LocalBook
    private let recorder: ScreeningRecorder?
    private let unscoredReason: String?
    private let timeZone: TimeZone
    private let rowsPerTransaction: Int
    private let pace: Pace?
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - recorder: scores the screenings; without one, files of screenings are refused.
    ///   - unscoredReason: why there is no recorder, for people.
    ///   - timeZone: the district's, for the year in which something happened.
    public init(
        book: LocalBook, recorder: ScreeningRecorder?, unscoredReason: String? = nil, timeZone: TimeZone,
        rowsPerTransaction: Int = 500, pace: Pace? = nil, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.book = book
        self.recorder = recorder
        self.unscoredReason = unscoredReason
        self.timeZone = timeZone
        let perSecond = pace.map { Int($0.rowsPerSecond / 4) } ?? rowsPerTransaction
        self.rowsPerTransaction = max(1, min(rowsPerTransaction, perSecond))
        self.pace = pace
        self.now = now
    }

    /// Whether screenings can be scored.
    var canScore: Bool { recorder != nil }

    /// Imports one file; bad rows are reported and don't stop the others.
    ///
    /// - Parameter progress: called after each transaction.
    /// - Throws: ``CSVImportError`` when the file can't be used at all; errors of the book. What was recorded before
    ///   stays recorded.
    public func run(
        _ file: URL, progress: @Sendable (ImportSummary) -> Void = { _ in }
    ) async throws -> ImportSummary {
        let handle: FileHandle
        do {
            handle = try FileHandle(forReadingFrom: file)
        } catch {
            throw CSVImportError.unreadable(file: file.path)
        }
        defer { try? handle.close() }
        var reader = CSVReader {
            let piece = try handle.read(upToCount: 64 * 1024)
            return piece.flatMap { $0.isEmpty ? nil : [UInt8]($0) }
        }
        let rowReader = try rowReader(&reader, file: file)
        var summary = ImportSummary()
        while true {
            try Task.checkCancellation()
            let rows = try nextRows(&reader, name: file.lastPathComponent, summary: &summary)
            summary.bytesRead = reader.bytesRead
            guard !rows.isEmpty else { break }
            try await record(rows, by: rowReader, of: file, summary: &summary)
            progress(summary)
            // Slow on purpose, so that a demonstration can be watched.
            if let pace { try await pace.sleep(Double(rows.count) / pace.rowsPerSecond) }
        }
        summary.refusals.sort { $0.line < $1.line }
        return summary
    }

    private func rowReader(_ reader: inout CSVReader, file: URL) throws -> any CSVRowReader {
        let header: CSVRecord?
        do {
            header = try reader.next()
        } catch let error as CSVError {
            throw CSVImportError.damaged(file: file.path, line: error.line, reason: error.reason.rawValue)
        }
        let columns = try CSVColumns(header?.fields ?? [], file: file.path)
        if columns.has("respondent") {
            guard let recorder else { throw CSVImportError.noPlugin(file: file.path, reason: unscoredReason) }
            return try ScreeningRows(columns: columns, recorder: recorder, timeZone: timeZone)
        }
        guard columns.has("kind") else { throw CSVImportError.unknownColumns(file: file.path) }
        return try FactRows(columns: columns)
    }

    private func nextRows(
        _ reader: inout CSVReader, name: String, summary: inout ImportSummary
    ) throws -> [CSVRecord] {
        var rows: [CSVRecord] = []
        while rows.count < rowsPerTransaction {
            do {
                guard let row = try reader.next() else { break }
                summary.rows += 1
                rows.append(row)
            } catch let error as CSVError {
                summary.rows += 1
                summary.refuse(name, error.line, error.reason.rawValue)
                if error.reason == .unclosedQuote || error.reason == .tooLong { break }
            }
        }
        return rows
    }

    private func record(
        _ rows: [CSVRecord], by rowReader: any CSVRowReader, of file: URL, summary: inout ImportSummary
    ) async throws {
        let name = file.lastPathComponent
        let time = now()
        let drafts = try await rowReader.drafts(of: rows, importedAt: time)
        var groups: [(line: Int, drafts: [FactDraft])] = []
        for (row, result) in zip(rows, drafts) {
            switch result {
            case .success(let drafts): groups.append((row.line, drafts))
            case .failure(let refused): summary.refuse(name, row.line, refused.description)
            }
        }
        let results = try await book.append(groups: groups.map(\.drafts), at: time)
        for (group, result) in zip(groups, results) {
            switch result {
            case .success(let outcomes): summary.count(outcomes, of: name, group.line)
            // With the plugin the same row may be good.
            case .failure(let refused) where refused.code == FactRefused.unknownInstrument && !canScore:
                throw CSVImportError.noPlugin(file: file.path, reason: unscoredReason)
            case .failure(let refused): summary.refuse(name, group.line, refused.description)
            }
        }
    }
}
