public import Crypto
import Synchronization

/// The hub's secrets, out of a file that only its user can read, or out of the environment.
///
/// The last key of a purpose is the current one, which everything new is written with; the earlier ones still read. A
/// file is read again when it changed and when a key is asked for that is not known, so that keys are added and retired
/// while the hub runs. No error, description or mirror of these types holds key material.
public final class KeyRing: Sendable {
    /// One key.
    public struct Key: Sendable {
        public let purpose: KeyPurpose
        /// Unique among the keys of its purpose; stored beside what was made with the key.
        public let id: String
        /// 256 bits.
        public let secret: SymmetricKey

        /// Seals with the key itself, for wrapping data keys.
        public var cipher: FieldCipher { FieldCipher(key: secret) }

        /// The key as an Ed25519 private key, for ``KeyPurpose/audit``.
        public var signingKey: Curve25519.Signing.PrivateKey {
            get throws { try secret.withUnsafeBytes { try Curve25519.Signing.PrivateKey(rawRepresentation: $0) } }
        }
    }

    private struct State {
        var keys: [Key]
        /// The version of the file that was read.
        var stamp: KeyFile.Stamp?
    }

    private let file: KeyFile?
    private let state: Mutex<State>

    /// - Parameter text: `<purpose> <id> <base64 of 32 bytes>`, one key a line; `#` begins a comment.
    /// - Throws: ``KeyRingError``.
    public init(text: String) throws {
        file = nil
        state = Mutex(State(keys: try KeyText.read(text)))
    }

    /// - Parameter file: a path; other users must not be able to read it.
    /// - Throws: ``KeyRingError``.
    public init(file path: String) throws {
        let file = KeyFile(path)
        let (text, stamp) = try file.read()
        self.file = file
        state = Mutex(State(keys: try KeyText.read(text), stamp: stamp))
    }

    /// The key to write with.
    ///
    /// - Throws: ``KeyRingError/noKey(_:)``.
    public func current(_ purpose: KeyPurpose) throws -> Key {
        readChangedFile()
        guard let key = known.last(where: { $0.purpose == purpose }) else { throw KeyRingError.noKey(purpose) }
        return key
    }

    /// Every key of a purpose, the current one last.
    public func all(_ purpose: KeyPurpose) -> [Key] {
        readChangedFile()
        return known.filter { $0.purpose == purpose }
    }

    /// The key to read with.
    ///
    /// - Throws: ``KeyRingError/unknownKey(_:id:)``, or why the file can't be read again.
    public func key(_ purpose: KeyPurpose, id: String) throws -> Key {
        func find() -> Key? { known.last { $0.purpose == purpose && $0.id == id } }
        if let key = find() { return key }
        try readFile()
        guard let key = find() else { throw KeyRingError.unknownKey(purpose, id: id) }
        return key
    }

    /// - Throws: ``KeyRingError/noKey(_:)`` unless there is a key of every purpose.
    public func checkCompleteness() throws {
        for purpose in KeyPurpose.allCases { _ = try current(purpose) }
    }

    private var known: [Key] { state.withLock(\.keys) }

    /// A file that can't be read at the moment leaves the keys as they are; whoever needs a new one is told why.
    private func readChangedFile() {
        guard let file, let stamp = file.stamp, stamp != state.withLock(\.stamp) else { return }
        try? readFile()
    }

    private func readFile() throws {
        guard let file else { return }
        let (text, stamp) = try file.read()
        let keys = try KeyText.read(text)
        state.withLock { $0 = State(keys: keys, stamp: stamp) }
    }
}

extension KeyRing: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How many keys there are.
    public var description: String { "KeyRing(\(known.count) keys)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension KeyRing.Key: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Purpose and id.
    public var description: String { "\(purpose.rawValue) \(id)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
