import Foundation
import Testing

@testable import PluginHost

/// Takes a signed bundle apart and puts it together again, wrongly.
struct BundleEditor {
    let folder: URL
    let trusted: PluginSigningKey

    private var files: FileManager { .default }
    var manifestURL: URL { folder.appending(path: "bundle.json") }
    var signatureURL: URL { folder.appending(path: "bundle.sig") }

    func url(_ path: String) -> URL { folder.appending(path: path) }

    func read(_ path: String) throws -> Data { try Data(contentsOf: url(path)) }

    func write(_ bytes: Data, to path: String) throws {
        try files.createDirectory(at: url(path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: url(path))
    }

    func remove(_ path: String) throws { try files.removeItem(at: url(path)) }

    /// Every file, sorted.
    func paths() throws -> [String] {
        try files.subpathsOfDirectory(atPath: folder.path).filter { path in
            var isFolder: ObjCBool = false
            return files.fileExists(atPath: url(path).path, isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }

    /// A file that `bundle.json` lists.
    func listed(_ random: inout SeededGenerator, besides others: Set<String> = []) throws -> String {
        let paths = try paths().filter { !["bundle.json", "bundle.sig"].contains($0) && !others.contains($0) }
        return try #require(paths.randomElement(using: &random))
    }

    func flipBit(of path: String, _ random: inout SeededGenerator) throws {
        var bytes = try read(path)
        let place = Int.random(in: bytes.indices, using: &random)
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        try bytes.write(to: url(path))
    }

    /// Fewer bytes, at least none.
    func cut(_ path: String, _ random: inout SeededGenerator) throws {
        let bytes = try read(path)
        try bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)).write(to: url(path))
    }

    /// Signs bytes as `bundle.json`, whatever they are.
    func sign(_ json: Data, by key: PluginSigningKey? = nil) throws {
        try json.write(to: manifestURL)
        try BundleSignature(of: json, by: key ?? trusted).file.write(to: signatureURL)
    }

    /// Changes `bundle.json` and signs it again.
    func edit(by key: PluginSigningKey? = nil, _ change: (inout [String: Any]) throws -> Void) throws {
        var object = try #require(try JSONSerialization.jsonObject(with: read("bundle.json")) as? [String: Any])
        try change(&object)
        try sign(JSONSerialization.data(withJSONObject: object, options: [.sortedKeys]), by: key)
    }

    /// Changes the list of files and signs it again.
    func editFiles(_ change: (inout [[String: Any]]) throws -> Void) throws {
        try edit { object in
            var list = try #require(object["files"] as? [[String: Any]])
            try change(&list)
            object["files"] = list
        }
    }

    /// Puts other bytes in a file's place, lists them as they are and signs that.
    func replace(_ path: String, with bytes: Data) throws {
        try write(bytes, to: path)
        try editFiles { list in
            let number = try #require(list.firstIndex { $0["path"] as? String == path })
            list[number] = entry(path, bytes)
        }
    }

    func entry(_ path: String, _ bytes: Data = Data()) -> [String: Any] {
        ["path": path, "size": bytes.count, "sha256": BundleDigest.text(of: bytes)]
    }
}

extension PluginRefusal {
    /// The name of the innermost case, e.g. `signatureWrong`.
    var kind: String {
        switch self {
        case .bundle(.library(let error)): Self.name(of: error)
        case .bundle(let refusal): Self.name(of: refusal)
        case .graph(let refusal): Self.name(of: refusal)
        case .load(let error): Self.name(of: error)
        default: Self.name(of: self)
        }
    }

    private static func name(of value: Any) -> String {
        if let label = Mirror(reflecting: value).children.first?.label { return label }
        let plain: [BundleRefusal: String] = [
            .notAFolder: "notAFolder", .manifestMissing: "manifestMissing", .signatureMissing: "signatureMissing",
            .signatureMalformed: "signatureMalformed",
        ]
        return (value as? BundleRefusal).flatMap { plain[$0] } ?? "\(value)"
    }
}
