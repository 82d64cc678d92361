import Foundation
import PluginKit
import Testing

@testable import PluginHost

/// One way to spoil a good bundle, and what it must be refused for.
struct Corruption: Sendable {
    let name: String
    var expected: Set<String>
    let spoil: @Sendable (BundleEditor, Parts, inout SeededGenerator) throws -> Void

    init(
        _ name: String, _ expected: String...,
        spoil: @escaping @Sendable (BundleEditor, Parts, inout SeededGenerator) throws -> Void
    ) {
        self.name = name
        self.expected = Set(expected)
        self.spoil = spoil
    }

    /// What corruptions are made of.
    struct Parts: Sendable {
        let own: ContractStamp
        /// A key that the district does not trust, and one that calls itself as the trusted one.
        let unknownKey: PluginSigningKey
        let impostor: PluginSigningKey
        /// The signature of another version by the trusted key.
        let otherSignature: Data
        /// Libraries by what is wrong with them.
        let libraries: [String: Data]
    }

    static let all = folders + files + signatures + manifests + lists + libraryContents + contents
    static let library = "libCanary.so"

    /// The folder as such.
    static let folders: [Corruption] = [
        Corruption("a file becomes a link to its own content", "linkInside") { bundle, _, random in
            let path = try bundle.listed(&random)
            let elsewhere = bundle.folder.deletingLastPathComponent().appending(path: "elsewhere")
            try? FileManager.default.removeItem(at: elsewhere)
            try FileManager.default.moveItem(at: bundle.url(path), to: elsewhere)
            try FileManager.default.createSymbolicLink(at: bundle.url(path), withDestinationURL: elsewhere)
        },
        Corruption("a folder becomes a link to itself elsewhere", "linkInside") { bundle, _, random in
            let name = try #require(["packages", "activities", "instruments"].randomElement(using: &random))
            let elsewhere = bundle.folder.deletingLastPathComponent().appending(path: "elsewhere")
            try? FileManager.default.removeItem(at: elsewhere)
            try FileManager.default.moveItem(at: bundle.url(name), to: elsewhere)
            try FileManager.default.createSymbolicLink(at: bundle.url(name), withDestinationURL: elsewhere)
        },
        Corruption("bundle.json is a link", "linkInside") { bundle, _, random in
            let name = try #require(["bundle.json", "bundle.sig"].randomElement(using: &random))
            let elsewhere = bundle.folder.deletingLastPathComponent().appending(path: "elsewhere")
            try? FileManager.default.removeItem(at: elsewhere)
            try FileManager.default.moveItem(at: bundle.url(name), to: elsewhere)
            try FileManager.default.createSymbolicLink(at: bundle.url(name), withDestinationURL: elsewhere)
        },
        Corruption("the folder itself is a link", "notAFolder") { bundle, _, _ in
            let elsewhere = bundle.folder.deletingLastPathComponent().appending(path: ".elsewhere")
            try? FileManager.default.removeItem(at: elsewhere)
            try FileManager.default.moveItem(at: bundle.folder, to: elsewhere)
            try FileManager.default.createSymbolicLink(at: bundle.folder, withDestinationURL: elsewhere)
        },
        Corruption("a file instead of the folder", "notAFolder") { bundle, _, _ in
            try FileManager.default.removeItem(at: bundle.folder)
            try Data("bundle".utf8).write(to: bundle.folder)
        },
        Corruption("a pipe inside", "specialFile") { bundle, _, _ in
            try #require(mkfifo(bundle.url("packages/pipe.yaml").path, 0o600) == 0)
        },
        Corruption("a strange name", "nameNotAllowed") { bundle, _, random in
            let names = [
                ".hidden", "a b.yaml", "..yaml", "évil.yaml", "a\\b.yaml", "-x.yaml", "a\u{202E}b.yaml", "a\nb.yaml",
            ]
            try bundle.write(Data(), to: "packages/\(try #require(names.randomElement(using: &random)))")
        },
        Corruption("folders in folders", "tooDeep") { bundle, _, _ in
            try bundle.write(Data(), to: "packages/a/b/c/d.yaml")
        },
        Corruption("a flood of files", "tooManyEntries") { bundle, _, _ in
            for number in 0..<500 { try bundle.write(Data(), to: "packages/f\(number).yaml") }
        },
    ]

    /// Files against the list that was signed.
    static let files: [Corruption] = [
        Corruption("a file cut short", "sizeDiffers") { bundle, _, random in
            try bundle.cut(bundle.listed(&random), &random)
        },
        Corruption("the library cut short", "sizeDiffers") { bundle, _, random in try bundle.cut(library, &random) },
        Corruption("a flipped bit", "digestDiffers") { bundle, _, random in
            try bundle.flipBit(of: bundle.listed(&random), &random)
        },
        Corruption("a flipped bit of the library", "digestDiffers") { bundle, _, random in
            try bundle.flipBit(of: library, &random)
        },
        Corruption("an empty file", "sizeDiffers") { bundle, _, random in
            try bundle.write(Data(), to: bundle.listed(&random))
        },
        Corruption("a byte too many", "sizeDiffers") { bundle, _, random in
            let path = try bundle.listed(&random)
            try bundle.write(bundle.read(path) + [0], to: path)
        },
        Corruption("a removed file", "fileMissing") { bundle, _, random in
            try bundle.remove(bundle.listed(&random))
        },
        Corruption("an added file", "fileNotListed") { bundle, _, random in
            let names = ["extra.yaml", "packages/extra.yaml", "libExtra.so", "run.sh", "README.md", "Plugin.yaml"]
            try bundle.write(Data("id: extra".utf8), to: #require(names.randomElement(using: &random)))
        },
        Corruption("another case", "fileNotListed") { bundle, _, _ in
            try FileManager.default.moveItem(at: bundle.url("plugin.yaml"), to: bundle.url("Plugin.YAML"))
        },
        Corruption("two files changed places", "sizeDiffers", "digestDiffers") { bundle, _, random in
            let first = try bundle.listed(&random)
            let second = try bundle.listed(&random, besides: [first])
            let (left, right) = (try bundle.read(first), try bundle.read(second))
            try bundle.write(right, to: first)
            try bundle.write(left, to: second)
        },
        Corruption("another plugin's library", "sizeDiffers", "digestDiffers") { bundle, parts, _ in
            try bundle.write(#require(parts.libraries["other"]), to: library)
        },
        Corruption("a library of gigabytes", "sizeDiffers") { bundle, _, _ in
            try #require(truncate(bundle.url(library).path, 8 << 30) == 0)
        },
        Corruption("a manifest of gigabytes", "tooLarge") { bundle, _, random in
            let name = try #require(["bundle.json", "bundle.sig"].randomElement(using: &random))
            try #require(truncate(bundle.url(name).path, 8 << 30) == 0)
        },
    ]

    static let signatures: [Corruption] = [
        Corruption("no signature", "signatureMissing") { bundle, _, _ in try bundle.remove("bundle.sig") },
        Corruption("no manifest", "manifestMissing") { bundle, _, _ in try bundle.remove("bundle.json") },
        Corruption("a flipped bit of bundle.json", "signatureWrong") { bundle, _, random in
            try bundle.flipBit(of: "bundle.json", &random)
        },
        Corruption("bundle.json cut short", "signatureWrong") { bundle, _, random in
            try bundle.cut("bundle.json", &random)
        },
        Corruption("a space at the end of bundle.json", "signatureWrong") { bundle, _, _ in
            try bundle.write(bundle.read("bundle.json") + Data(" ".utf8), to: "bundle.json")
        },
        Corruption("a flipped bit of bundle.sig", "signatureMalformed", "signerUnknown", "signatureWrong") {
            bundle, _, random in try bundle.flipBit(of: "bundle.sig", &random)
        },
        Corruption("bundle.sig cut short", "signatureMalformed") { bundle, _, random in
            try bundle.cut("bundle.sig", &random)
        },
        Corruption("a line more in bundle.sig", "signatureMalformed") { bundle, _, _ in
            try bundle.write(bundle.read("bundle.sig") + bundle.read("bundle.sig"), to: "bundle.sig")
        },
        Corruption("another version's signature", "signatureWrong") { bundle, parts, _ in
            try bundle.write(parts.otherSignature, to: "bundle.sig")
        },
        Corruption("signed by a key that nobody trusts", "signerUnknown") { bundle, parts, _ in
            try bundle.sign(bundle.read("bundle.json"), by: parts.unknownKey)
        },
        Corruption("signed by a key of the trusted one's name", "signatureWrong") { bundle, parts, _ in
            try bundle.sign(bundle.read("bundle.json"), by: parts.impostor)
        },
        Corruption("signed without the prefix", "signatureWrong") { bundle, _, _ in
            let bytes = try bundle.trusted.signature(of: bundle.read("bundle.json"))
            let line = "xinlian-plugin-bundle-v1 \(bundle.trusted.id) \(URLSafeBase64.text(of: bytes))\n"
            try bundle.write(Data(line.utf8), to: "bundle.sig")
        },
    ]
}
