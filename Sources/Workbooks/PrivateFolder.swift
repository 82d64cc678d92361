import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A new temporary folder that only this user can enter.
struct PrivateFolder {
    let path: String

    init(in parent: URL) throws(WorkbookError) {
        // mkdtemp(3) puts a name that nobody had before in the place of the Xs.
        var template = Array("\(parent.path)/xinlian-workbook-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .temporaryFolder(code: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func read(_ name: String) throws(WorkbookError) -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(filePath: path).appending(path: name)))
        } catch {
            throw .temporaryFolder(code: Int32((error as NSError).code))
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
