public import Foundation

/// An Excel workbook (.xlsx, ECMA-376) of several sheets.
public struct Workbook: Sendable {
    public var title: String
    /// When it was made, as its properties say. The same workbook made at the same second has the same bytes.
    public var created: Date
    public var sheets: [Worksheet]

    public init(title: String, created: Date, sheets: [Worksheet]) {
        self.title = title
        self.created = created
        self.sheets = sheets
    }

    /// The file's content.
    ///
    /// It is put together in a folder that only this user can enter, and that is gone afterwards.
    ///
    /// - Throws: ``WorkbookError``.
    public func bytes() throws(WorkbookError) -> [UInt8] { try bytes(in: FileManager.default.temporaryDirectory) }

    /// - Parameter parent: where the private folder is made.
    func bytes(in parent: URL) throws(WorkbookError) -> [UInt8] {
        guard !sheets.isEmpty else { throw .noSheet }
        for sheet in sheets { try sheet.check() }
        let folder = try PrivateFolder(in: parent)
        defer { folder.remove() }
        let file = try WorkbookFile(path: folder.path + "/book.xlsx", temporaryFolder: folder.path)
        file.setProperties(title: title, created: created)
        let names = SheetNames.acceptable(sheets.map(\.name))
        for (sheet, name) in zip(sheets, names) {
            try file.add(sheet, named: name)
        }
        try file.close()
        return try folder.read("book.xlsx")
    }
}
