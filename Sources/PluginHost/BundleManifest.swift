public import Foundation
public import HubModel
public import PluginKit

/// `bundle.json`: what a bundle is and every file in it. Its exact bytes are what the signature is over.
public struct BundleManifest: Codable, Hashable, Sendable {
    /// The interface versions that a plugin works with, both included.
    public struct APIRange: Codable, Hashable, Sendable, CustomStringConvertible {
        public var from: Int
        public var through: Int

        public init(from: Int, through: Int) {
            self.from = from
            self.through = through
        }

        public var description: String { from == through ? "\(from)" : "\(from)...\(through)" }
    }

    /// One file of the bundle.
    public struct File: Codable, Hashable, Sendable {
        /// From the bundle's folder, with `/`.
        public var path: String
        /// In bytes.
        public var size: Int
        /// 64 lower-case hexadecimal digits.
        public var sha256: String

        public init(path: String, size: Int, sha256: String) {
            self.path = path
            self.size = size
            self.sha256 = sha256
        }
    }

    /// The form of bundles that this program reads and writes.
    public static let currentFormat = 1
    static let filesLimit = 400

    public var format: Int
    public var id: ProfileCode
    /// `major.minor.patch`.
    public var version: String
    /// The Swift module, and so the library: `lib<module>.so`.
    public var module: String
    public var title: LocalizedText
    public var api: APIRange
    /// The first line of `swiftc --version`.
    public var compiler: String
    public var build: ContractStamp.Build
    public var contractHash: String
    public var requires: [PluginRequirement]
    public var awareOf: [ProfileCode]
    /// Every file but `bundle.json` and `bundle.sig`, by path.
    public var files: [File]

    public init(
        plugin: PluginManifest, stamp: ContractStamp, api: APIRange, files: [File]
    ) {
        format = Self.currentFormat
        id = plugin.id
        version = plugin.version
        module = plugin.module
        title = plugin.title
        self.api = api
        compiler = stamp.compiler
        build = stamp.build
        contractHash = stamp.contractHash
        requires = plugin.requires
        awareOf = plugin.awareOf
        self.files = files.sorted { $0.path < $1.path }
    }

    public var key: PluginKey { PluginKey(id: id, version: version) }

    /// The library's file name.
    public var library: String { "lib\(module).so" }

    /// The bytes that are signed and written: JSON with sorted keys.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}

extension BundleManifest {
    /// Reads and checks `bundle.json` by itself; nothing is compared with the files or the host.
    init(checking json: Data) throws(BundleRefusal) {
        let unknown = try Self.unknownKeys(in: json)
        guard unknown.isEmpty else { throw .unknownKeys(unknown) }
        do {
            self = try JSONDecoder().decode(Self.self, from: json)
        } catch {
            throw .manifestMalformed(reason: Self.words(of: error))
        }
        guard format == Self.currentFormat else { throw .formatUnknown(found: format, known: Self.currentFormat) }
        try checkValues()
        try checkFiles()
    }

    private static let keys: Set<String> = [
        "format", "id", "version", "module", "title", "api", "compiler", "build", "contractHash", "requires",
        "awareOf", "files",
    ]
    private static let innerKeys: [String: Set<String>] = [
        "title": ["zh", "en"], "api": ["from", "through"], "requires": ["id", "from", "below"],
        "files": ["path", "size", "sha256"],
    ]

    /// Keys that mean nothing here, as `files.mode`: what this program does not understand it can't have verified.
    private static func unknownKeys(in json: Data) throws(BundleRefusal) -> [String] {
        guard let object = (try? JSONSerialization.jsonObject(with: json)) as? [String: Any] else {
            throw .manifestMalformed(reason: "not a JSON object")
        }
        var unknown = Set(object.keys.filter { !keys.contains($0) })
        for (key, allowed) in innerKeys {
            let inner = object[key] as? [[String: Any]] ?? (object[key] as? [String: Any]).map { [$0] } ?? []
            unknown.formUnion(inner.flatMap(\.keys).filter { !allowed.contains($0) }.map { "\(key).\($0)" })
        }
        return unknown.sorted()
    }

    private static func words(of error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "the key '\(key.stringValue)' is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "not JSON" : "the value of '\(context.codingPath.map(\.stringValue).joined(separator: "."))'"
        default: "not JSON"
        }
    }

    private func checkValues() throws(BundleRefusal) {
        func require(_ isRight: Bool, _ key: String, _ value: String) throws(BundleRefusal) {
            guard isRight else { throw .invalidValue(key: key, value: value) }
        }
        try require(PluginVersion(version) != nil, "version", version)
        try require(PluginLibrary.isModuleName(module), "module", module)
        try require(api.from >= 1 && api.through >= api.from, "api", "\(api)")
        try require(BundleDigest.isText(contractHash), "contractHash", contractHash)
        for requirement in requires {
            let isRange =
                PluginVersion(requirement.from) != nil
                && requirement.below.map { below in
                    PluginVersion(below).flatMap { upper in PluginVersion(requirement.from).map { $0 < upper } }
                        ?? false
                } ?? true
            try require(isRange && requirement.id != id, "requires", "\(requirement)")
        }
        try require(
            Set(requires.map(\.id)).count == requires.count, "requires",
            requires.map(\.id.rawValue).joined(separator: ", "))
        let aware = awareOf.map(\.rawValue).joined(separator: ", ")
        try require(Set(awareOf).count == awareOf.count && !awareOf.contains(id), "awareOf", aware)
        try require(Set(awareOf).isDisjoint(with: requires.map(\.id)), "awareOf", aware)
    }

    private func checkFiles() throws(BundleRefusal) {
        guard files.count <= Self.filesLimit else { throw .tooManyEntries(limit: Self.filesLimit) }
        var seen: [String: String] = [:]
        for file in files {
            guard BundlePath.isPath(file.path) else { throw .pathNotAllowed(file.path) }
            // Two names that differ by case are one file on some systems.
            if let first = seen.updateValue(file.path, forKey: file.path.lowercased()) {
                throw .listedTwice(first, file.path)
            }
            guard BundlePath.isContent(file.path, library: library) else { throw .contentNotAllowed(file.path) }
            guard BundleDigest.isText(file.sha256) else { throw .invalidValue(key: "sha256", value: file.sha256) }
            let limit = file.path == library ? BundleFolder.libraryLimit : BundleFolder.fileLimit
            guard file.size >= 0, file.size <= limit else {
                throw .tooLarge(path: file.path, bytes: file.size, limit: limit)
            }
        }
        for path in [BundlePath.pluginManifest, library] where !files.contains(where: { $0.path == path }) {
            throw .neededFileNotListed(path)
        }
    }
}
