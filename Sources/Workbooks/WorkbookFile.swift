import CXlsxWriter
import Foundation
import Synchronization

/// A file under the writing library's hands; it is closed once, or given up.
final class WorkbookFile {
    /// The library's `gmtime` answers from memory that the whole process shares.
    private static let closing = Mutex(())

    private var book: UnsafeMutablePointer<lxw_workbook>?
    let formats: CellFormats

    /// - Parameter temporaryFolder: where the library puts its parts.
    init(path: String, temporaryFolder: String) throws(WorkbookError) {
        book = temporaryFolder.withCString { folder in
            var options = lxw_workbook_options(
                constant_memory: 0, tmpdir: UnsafeMutablePointer(mutating: folder), use_zip64: 0)
            return workbook_new_opt(path, &options)
        }
        guard let book else { throw .notWritten(reason: "workbook_new_opt") }
        formats = CellFormats(book)
    }

    deinit {
        if let book { lxw_workbook_free(book) }
    }

    func setProperties(title: String, created: Date) {
        var properties = lxw_doc_properties()
        // Nothing here would make the library read the clock.
        properties.created = max(1, Int(created.timeIntervalSince1970))
        // The property holds fewer characters than a cell.
        let short = String(CellText.fitting(title).prefix(100))
        short.withCString {
            properties.title = UnsafeMutablePointer(mutating: $0)
            _ = workbook_set_properties(book, &properties)
        }
    }

    func add(_ sheet: Worksheet, named name: String) throws(WorkbookError) {
        guard let target = workbook_add_worksheet(book, name) else { throw .notWritten(reason: name) }
        try SheetWriter(sheet: sheet, target: target, formats: formats).write()
    }

    func close() throws(WorkbookError) {
        let open = book
        // Whatever comes of it, the library frees the book.
        book = nil
        try Self.check(Self.closing.withLock { _ in workbook_close(open) })
    }

    static func check(_ code: lxw_error) throws(WorkbookError) {
        guard code != LXW_NO_ERROR else { return }
        throw .notWritten(reason: lxw_strerror(code).map { String(cString: $0) } ?? String(code.rawValue))
    }
}
