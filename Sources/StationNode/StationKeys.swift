public import FactLog
public import Foundation

/// The station's keys, and the one-time code that waits to be used: files in the book's folder that only their owner may
/// read. Read anew for each request, so that a replaced one counts at once.
public struct StationKeys: Sendable {
    private let folder: URL

    /// - Parameter folder: of the station's book.
    public init(folder: URL) { self.folder = folder }

    /// The key that the station signs with.
    private var currentFile: URL { folder.appending(component: "station.key") }
    /// The key that is to follow, from before the hub is asked until it has answered.
    private var pendingFile: URL { folder.appending(component: "station.key.next") }
    private var codeFile: URL { folder.appending(component: "station.code") }

    /// The key that signs; nil when none was made yet.
    ///
    /// - Throws: ``StationKeyError``.
    public func current() throws -> StationPrivateKey? { try key(in: currentFile) }

    /// The key that may have replaced the current one without the hub's answer having arrived; nil when there is none.
    ///
    /// - Throws: ``StationKeyError``.
    public func pending() throws -> StationPrivateKey? { try key(in: pendingFile) }

    /// The key that signs, made when there is none.
    @discardableResult
    public func currentOrNew() throws -> StationPrivateKey {
        if let key = try current() { return key }
        let key = StationPrivateKey()
        do {
            try write(key.text, to: currentFile, replacing: false)
        } catch CocoaError.fileWriteFileExists {
            // Another program made one meanwhile.
            return try current() ?? key
        }
        return key
    }

    /// A new key that is to follow; one that waits is replaced.
    func makePending() throws -> StationPrivateKey {
        let key = StationPrivateKey()
        try write(key.text, to: pendingFile, replacing: true)
        return key
    }

    /// Puts the pending key in the place of the current one.
    func promotePending() throws {
        guard rename(pendingFile.path, currentFile.path) == 0 || errno == ENOENT else {
            throw StationKeyError.unreadable(path: pendingFile.path)
        }
    }

    /// Keeps a one-time code until the hub has taken it, so that a station that is offline need not be told it again.
    public func keep(_ code: EnrolmentCode) throws { try write(code.text, to: codeFile, replacing: true) }

    /// The code that was kept.
    ///
    /// - Throws: ``StationKeyError``.
    public func keptCode() throws -> EnrolmentCode? {
        guard let text = try text(in: codeFile) else { return nil }
        guard let code = EnrolmentCode(text: text) else { throw StationKeyError.invalid(path: codeFile.path) }
        return code
    }

    func forgetCode() throws {
        guard unlink(codeFile.path) == 0 || errno == ENOENT else {
            throw StationKeyError.unreadable(path: codeFile.path)
        }
    }

    /// Tells one state of the files from another, also when only permissions were set right.
    struct Mark: Hashable, Sendable {
        fileprivate struct File: Hashable, Sendable {
            var modifiedAt: Date?
            var permissions: Int?
            var number: Int?
        }

        fileprivate var files: [File]
    }

    /// As the files are now.
    func mark() -> Mark {
        Mark(
            files: [currentFile, codeFile].map { file in
                let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
                return Mark.File(
                    modifiedAt: attributes?[.modificationDate] as? Date,
                    permissions: (attributes?[.posixPermissions] as? NSNumber)?.intValue,
                    number: (attributes?[.systemFileNumber] as? NSNumber)?.intValue)
            })
    }

    private func key(in file: URL) throws -> StationPrivateKey? {
        guard let text = try text(in: file) else { return nil }
        guard let key = StationPrivateKey(text: text) else { throw StationKeyError.invalid(path: file.path) }
        return key
    }

    /// The text of a file without white space around it; nil when there is no such file.
    private func text(in file: URL) throws -> String? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.path) else {
            // Moved away since: a pending key that became the current one.
            return nil
        }
        guard let permissions = attributes[.posixPermissions] as? NSNumber, permissions.intValue & 0o077 == 0 else {
            throw StationKeyError.readableByOthers(path: file.path)
        }
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            guard FileManager.default.fileExists(atPath: file.path) else { return nil }
            throw StationKeyError.unreadable(path: file.path)
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Writes a file whole and durably before it has its name, readable by its owner only.
    private func write(_ text: String, to file: URL, replacing: Bool) throws {
        let unfinished = folder.appending(component: ".\(file.lastPathComponent).\(UUID().uuidString)")
        guard
            FileManager.default.createFile(
                atPath: unfinished.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw StationKeyError.unreadable(path: file.path) }
        defer { unlink(unfinished.path) }
        let handle = try FileHandle(forWritingTo: unfinished)
        try handle.write(contentsOf: Data((text + "\n").utf8))
        try handle.synchronize()
        try handle.close()
        // Unlike a rename, a link replaces nothing.
        guard (replacing ? rename(unfinished.path, file.path) : link(unfinished.path, file.path)) == 0 else {
            throw errno == EEXIST ? CocoaError(.fileWriteFileExists) : StationKeyError.unreadable(path: file.path)
        }
    }
}
