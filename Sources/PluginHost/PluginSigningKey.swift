import Crypto
public import DistrictConfig
import Foundation

#if canImport(Glibc)
#elseif canImport(Musl)
#endif

/// The private Ed25519 key with which a district signs plugins. It lies in a file of its own, never in the configuration,
/// and best on a machine that is no hub.
public struct PluginSigningKey: Sendable {
    private static let fileLimit = 4096

    /// What the key is called in `plugin-keys.yaml` and in signatures.
    public let id: String
    private let key: Curve25519.Signing.PrivateKey

    /// A new key.
    ///
    /// - Parameter id: lower-case letters, digits and hyphens; nil makes one from the public key.
    /// - Throws: ``PluginKeyError/invalidID(_:)``.
    public init(id: String? = nil) throws {
        key = Curve25519.Signing.PrivateKey()
        self.id = id ?? "key-" + BundleDigest.text(of: key.publicKey.rawRepresentation).prefix(12)
        guard TrustedPluginKey.isID(self.id) else { throw PluginKeyError.invalidID(self.id) }
    }

    /// Reads a key file, which nobody but its owner may be able to read.
    ///
    /// - Throws: ``PluginKeyError``.
    public init(file path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.failure(path) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw PluginKeyError.unreadable(path: path, reason: "not a regular file")
        }
        guard status.st_mode & 0o077 == 0 else { throw PluginKeyError.openToOthers(path: path) }
        let data = try handle.read(upToCount: Self.fileLimit) ?? Data()
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        let words = lines.first?.split(separator: " ") ?? []
        guard lines.count == 1, words.count == 2, TrustedPluginKey.isID(String(words[0])),
            let bytes = URLSafeBase64.bytes(of: String(words[1])),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else { throw PluginKeyError.malformed(path: path) }
        id = String(words[0])
        self.key = key
    }

    /// Writes the key to a new file of mode 0600.
    ///
    /// - Throws: ``PluginKeyError/fileExists(path:)``; it never overwrites.
    public func write(to path: String) throws {
        let text = """
            # Private key that signs plugins: <id> <base64url of 32 bytes>. Whoever has it can make every hub that trusts it
            # run their code.
            \(id) \(URLSafeBase64.text(of: key.rawRepresentation))

            """
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST ? PluginKeyError.fileExists(path: path) : Self.failure(path)
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.synchronize()
    }

    /// What the district's configuration knows of it.
    public func trusted(comment: String = "") -> TrustedPluginKey {
        TrustedPluginKey(id: id, publicKey: Array(key.publicKey.rawRepresentation), comment: comment)
    }

    /// The public half as it is written in `plugin-keys.yaml`.
    public var publicKeyText: String { URLSafeBase64.text(of: key.publicKey.rawRepresentation) }

    func signature(of message: Data) throws -> Data { try key.signature(for: message) }

    private static func failure(_ path: String) -> PluginKeyError {
        .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
}
