import ArgumentParser
import Foundation

/// A file that only its owner can read.
enum PrivateFile {
    /// Opens it empty, for writing.
    ///
    /// - Parameters:
    ///   - zh: what is said besides when it can't be written.
    ///   - en: the same in English.
    static func open(_ path: String, zh: String = "", en: String = "") throws -> FileHandle {
        let created = FileManager.default.createFile(
            atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard created, let file = FileHandle(forWritingAtPath: path) else {
            throw ValidationError("无法写入 \(path)\(zh) / \(path) can't be written\(en)")
        }
        // A file that was there before keeps its permissions.
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return file
    }

    /// Writes it whole.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try open(path)
        try file.write(contentsOf: Data(bytes))
        try file.close()
    }
}
