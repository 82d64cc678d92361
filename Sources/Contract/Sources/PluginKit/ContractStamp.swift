public import Foundation

/// What a library was compiled against: host and plugin share Swift types in memory, so all four values must be equal.
///
/// The build tool plugin `ContractStamp` compiles it in. A host reads a plugin's stamp from the file's bytes.
public struct ContractStamp: Codable, Hashable, Sendable {
    /// How the compiler was asked to build.
    public enum Build: String, Codable, CaseIterable, Sendable {
        case debug, release
    }

    /// ``PluginAPI/version`` of the contract.
    public var apiVersion: Int
    /// SHA-256 in lower-case hexadecimal over the contract's sources (relative path and bytes), compiler and build.
    public var contractHash: String
    /// The first line of `swiftc --version`.
    public var compiler: String
    public var build: Build

    public init(apiVersion: Int, contractHash: String, compiler: String, build: Build) {
        self.apiVersion = apiVersion
        self.contractHash = contractHash
        self.compiler = compiler
        self.build = build
    }

    /// Reads the JSON of a stamp.
    ///
    /// - Throws: `DecodingError` when it is none.
    public init(json: Data) throws {
        self = try JSONDecoder().decode(Self.self, from: json)
    }

    /// The stamp of the contract library that this program runs with.
    ///
    /// Never inlined: the caller must get what the loaded library says, not what it was compiled with.
    @inline(never)
    public static func ofLoadedContract() throws -> ContractStamp {
        try ContractStamp(json: Data(compiledIn.utf8))
    }
}
