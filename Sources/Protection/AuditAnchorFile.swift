import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Checkpoints of the audit trail outside of the database, one a line, so that it is found when the newest ones are
/// removed from the database together with the entries behind them.
///
/// It protects as far as whoever can change the database can't change the file: best on another machine or on storage
/// that is written once. Lines may be moved elsewhere from its front, never from its end.
public struct AuditAnchorFile: Sendable {
    public let path: String

    public init(path: String) {
        self.path = path
    }

    /// The last checkpoint of the file; nil when there is none.
    ///
    /// - Throws: ``AuditError/anchorFileUnusable(path:reason:)``.
    func last() throws -> AuditCheckpoint? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try locked { try lastLine(of: $0).checkpoint }
    }

    /// Appends checkpoints behind the last one, leaves out those that are there already, and waits until they are on
    /// disk. A line that was cut off when the machine stopped is removed first.
    ///
    /// - Throws: ``AuditError/anchorFileUnusable(path:reason:)``.
    func append(_ checkpoints: [AuditCheckpoint]) throws {
        try locked { file in
            let last = try lastLine(of: file)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            var lines = Data()
            for checkpoint in checkpoints where checkpoint.number > last.checkpoint?.number ?? 0 {
                lines += try encoder.encode(checkpoint) + [Self.newline]
            }
            try file.truncate(atOffset: last.end)
            try file.write(contentsOf: lines)
            try file.synchronize()
        }
    }

    private static let newline = UInt8(ascii: "\n")

    /// Runs the body with the file to itself, among all processes that go through here.
    private func locked<Value>(_ body: (FileHandle) throws -> Value) throws -> Value {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unusable(String(cString: strerror(errno))) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard fchmod(descriptor, 0o600) == 0, flock(descriptor, LOCK_EX) == 0 else {
            throw unusable(String(cString: strerror(errno)))
        }
        do {
            return try body(file)
        } catch let error as AuditError {
            throw error
        } catch {
            throw unusable("\(error)")
        }
    }

    private func unusable(_ reason: String) -> AuditError { .anchorFileUnusable(path: path, reason: reason) }

    /// The last complete line and where it ends.
    private func lastLine(of file: FileHandle) throws -> (checkpoint: AuditCheckpoint?, end: UInt64) {
        let size = try file.seekToEnd()
        var length = min(size, 65_536)
        while true {
            try file.seek(toOffset: size - length)
            let tail = try file.read(upToCount: Int(length)) ?? Data()
            guard let end = tail.lastIndex(of: Self.newline) else {
                if length == size { return (nil, 0) }
                length = min(size, length * 4)
                continue
            }
            let before = tail[..<end].lastIndex(of: Self.newline)
            guard before != nil || length == size else {
                length = min(size, length * 4)
                continue
            }
            let line = tail[(before.map { $0 + 1 } ?? tail.startIndex)..<end]
            let offset = size - length + UInt64(end - tail.startIndex) + 1
            guard let checkpoint = try? JSONDecoder().decode(AuditCheckpoint.self, from: line) else {
                throw unusable("its last line is not a checkpoint")
            }
            return (checkpoint, offset)
        }
    }

    /// The lines that are there now; what is appended later is left out.
    ///
    /// - Throws: ``AuditError/anchorFileUnusable(path:reason:)``.
    func lines() throws -> Lines {
        guard FileManager.default.fileExists(atPath: path) else { return Lines(file: nil, size: 0) }
        return try locked { Lines(file: $0, size: try $0.seekToEnd()) }
    }

    /// Reads line by line, without holding all of them.
    struct Lines: Sendable {
        struct Line: Sendable {
            /// Counted from 1.
            let place: Int
            /// nil when the line is something else.
            let checkpoint: AuditCheckpoint?
        }

        private let file: FileHandle?
        private var rest: UInt64
        private var offset: UInt64 = 0
        private var buffer = Data()
        private var place = 0

        init(file: FileHandle?, size: UInt64) {
            self.file = file
            rest = size
        }

        mutating func next() throws -> Line? {
            while true {
                if let end = buffer.firstIndex(of: AuditAnchorFile.newline) {
                    defer { buffer = buffer[(end + 1)...] }
                    return line(buffer[..<end])
                }
                guard rest > 0, let file else { break }
                try file.seek(toOffset: offset)
                let chunk = try file.read(upToCount: Int(min(rest, 262_144))) ?? Data()
                guard !chunk.isEmpty else { break }
                offset += UInt64(chunk.count)
                rest -= UInt64(chunk.count)
                buffer = buffer + chunk
            }
            guard !buffer.isEmpty else { return nil }
            defer { buffer = Data() }
            place += 1
            return Line(place: place, checkpoint: nil)
        }

        private mutating func line(_ bytes: Data) -> Line {
            place += 1
            return Line(place: place, checkpoint: try? JSONDecoder().decode(AuditCheckpoint.self, from: bytes))
        }
    }
}
