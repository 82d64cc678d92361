public import Foundation

/// What the station shows the hub to prove who it is. The only type that knows its form.
///
/// Read anew for each request, so that a replaced file counts at once.
public struct StationCredential: Sendable {
    private let file: URL

    /// - Parameter file: holds the token alone; only its owner may read it.
    public init(file: URL) { self.file = file }

    /// Adds the proof to a request.
    ///
    /// - Throws: ``StationCredentialError``.
    public func authorize(_ request: inout SyncRequest) throws {
        request.headers.append((name: "Authorization", value: "Bearer \(try token())"))
    }

    /// Tells one state of the file from another, also when only its permissions were set right.
    struct Mark: Hashable, Sendable {
        var modifiedAt: Date?
        var permissions: Int?
        var file: Int?
    }

    /// As the file is now; all nil when it can't be seen.
    func mark() -> Mark {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        return Mark(
            modifiedAt: attributes?[.modificationDate] as? Date,
            permissions: (attributes?[.posixPermissions] as? NSNumber)?.intValue,
            file: (attributes?[.systemFileNumber] as? NSNumber)?.intValue)
    }

    private func token() throws -> String {
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        } catch {
            throw StationCredentialError.unreadable(path: file.path)
        }
        guard let permissions = attributes[.posixPermissions] as? NSNumber, permissions.intValue & 0o077 == 0 else {
            throw StationCredentialError.readableByOthers(path: file.path)
        }
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw StationCredentialError.unreadable(path: file.path)
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        // The characters of RFC 6750; anything else could break out of the header.
        let allowed = token.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-._~+/=".utf8.contains(byte)
        }
        guard !token.isEmpty, allowed else { throw StationCredentialError.invalid(path: file.path) }
        return token
    }
}

/// Why the credential can't be used.
public enum StationCredentialError: Error, Hashable, Sendable {
    case unreadable(path: String)
    /// Remedy: `chmod 600`.
    case readableByOthers(path: String)
    /// Empty, or not a bearer token (RFC 6750).
    case invalid(path: String)
}
