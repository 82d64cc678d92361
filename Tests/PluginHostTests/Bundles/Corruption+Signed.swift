import Foundation
import HubModel
import PluginKit
import Testing

@testable import PluginHost

/// Bundles that the trusted key has signed as they are.
extension Corruption {
    static let manifests: [Corruption] = [
        Corruption("an interface too old or too new", "apiVersionDiffers") { bundle, _, random in
            let ranges = [(2, 2), (2, 9), (99, 100)]
            let range = try #require(ranges.randomElement(using: &random))
            try bundle.edit { $0["api"] = ["from": range.0, "through": range.1] }
        },
        Corruption("another compiler", "compilerDiffers") { bundle, parts, random in
            let compiler = try #require(
                ["", "Swift 5", parts.own.compiler + " ", parts.own.compiler.uppercased()].randomElement(using: &random)
            )
            try bundle.edit { $0["compiler"] = compiler }
        },
        Corruption("another build", "buildDiffers") { bundle, parts, _ in
            try bundle.edit { $0["build"] = parts.own.build == .debug ? "release" : "debug" }
        },
        Corruption("another contract", "contractDiffers") { bundle, parts, random in
            var digits = Array(parts.own.contractHash)
            let place = Int.random(in: digits.indices, using: &random)
            digits[place] = digits[place] == "0" ? "1" : "0"
            try bundle.edit { [digits] in $0["contractHash"] = String(digits) }
        },
        Corruption("an unknown key", "unknownKeys") { bundle, _, random in
            let key = try #require(["postInstall", "Files", "id ", "scripts", ""].randomElement(using: &random))
            try bundle.edit { $0[key] = "run" }
        },
        Corruption("an unknown key further inside", "unknownKeys") { bundle, _, _ in
            try bundle.editFiles { $0[0]["mode"] = 493 }
        },
        Corruption("a missing key", "manifestMalformed") { bundle, _, random in
            let keys = [
                "format", "id", "version", "module", "api", "compiler", "build", "contractHash", "files", "requires",
            ]
            let key = try #require(keys.randomElement(using: &random))
            try bundle.edit { $0[key] = nil }
        },
        Corruption("a value of another kind", "manifestMalformed") { bundle, _, random in
            let values: [(String, any Sendable)] = [
                ("id", "Not An Id"), ("id", 7), ("format", "1"), ("files", "all"), ("build", "fast"), ("version", 1),
                ("requires", ["community-hub"]), ("api", [1, 2]), ("title", "x"),
            ]
            let (key, value) = try #require(values.randomElement(using: &random))
            try bundle.edit { $0[key] = value }
        },
        Corruption("a value that can't be", "invalidValue") { bundle, _, random in
            let values: [(String, any Sendable)] = [
                ("version", "1.0"), ("version", "01.0.0"), ("version", "1.0.0-beta"), ("module", "../Canary"),
                ("module", "Canary\0"), ("contractHash", "abc"), ("api", ["from": 2, "through": 1]),
                ("api", ["from": 0, "through": 1]), ("awareOf", ["a", "a"]), ("awareOf", ["community-hub"]),
                ("requires", [["id": "a", "from": "2.0.0", "below": "1.0.0"]]),
                ("requires", [["id": "a", "from": "1"]]),
            ]
            let (key, value) = try #require(values.randomElement(using: &random))
            try bundle.edit { $0[key] = value }
        },
        Corruption("another format", "formatUnknown") { bundle, _, _ in try bundle.edit { $0["format"] = 2 } },
        Corruption("no JSON", "manifestMalformed") { bundle, _, random in
            let texts = ["", "{", "[]", "null", "{\"format\":1}{}", String(repeating: "[", count: 100_000), "\u{FEFF}"]
            try bundle.sign(Data(#require(texts.randomElement(using: &random)).utf8))
        },
    ]

    static let lists: [Corruption] = [
        Corruption("a path that leads elsewhere", "pathNotAllowed") { bundle, _, random in
            let paths = [
                "../evil.yaml", "packages/../../evil.yaml", "/etc/evil.yaml", "a\\..\\evil.yaml", "evil\0.yaml",
                "./plugin.yaml",
                "packages//evil.yaml", "packages/", "", ".", "..", "C:evil.yaml", "packages/.evil.yaml", "évil.yaml",
                "a/b/c/d/evil.yaml", "packages/evil.yaml ", "~/evil.yaml", String(repeating: "a", count: 300),
            ]
            let path = try #require(paths.randomElement(using: &random))
            try bundle.editFiles { $0.append(bundle.entry(path)) }
        },
        Corruption("a file listed twice", "listedTwice") { bundle, _, random in
            let shout = Bool.random(using: &random)
            try bundle.editFiles { list in
                var entry = try #require(list.randomElement(using: &random))
                if shout, let path = entry["path"] as? String { entry["path"] = path.uppercased() }
                list.append(entry)
            }
        },
        Corruption("a kind of file that no bundle holds", "contentNotAllowed") { bundle, _, random in
            let names = [
                "run.sh", "libContract.so", "packages/libCanary.so", "plugin.yml", "LICENSE", "packages/README.md",
            ]
            let name = try #require(names.randomElement(using: &random))
            try bundle.write(Data("x".utf8), to: name)
            try bundle.editFiles { $0.append(bundle.entry(name, Data("x".utf8))) }
        },
        Corruption("an absurd size", "tooLarge", "manifestMalformed", "sizeDiffers") { bundle, _, random in
            let sizes: [any Sendable] = [Int.max, -1, 1e30, 0.5, 1 << 40, "10", Int.min]
            let size = try #require(sizes.randomElement(using: &random))
            try bundle.editFiles { list in list[Int.random(in: list.indices, using: &random)]["size"] = size }
        },
        Corruption("a wrong size", "sizeDiffers") { bundle, _, random in
            try bundle.editFiles { list in list[Int.random(in: list.indices, using: &random)]["size"] = 7 }
        },
        Corruption("a wrong digest", "digestDiffers") { bundle, _, random in
            let digest = BundleDigest.text(of: Data("other".utf8))
            try bundle.editFiles { list in list[Int.random(in: list.indices, using: &random)]["sha256"] = digest }
        },
        Corruption("a digest that is none", "invalidValue") { bundle, _, random in
            let texts = ["", "0", String(repeating: "G", count: 64), String(repeating: "A", count: 64)]
            let text = try #require(texts.randomElement(using: &random))
            try bundle.editFiles { list in list[Int.random(in: list.indices, using: &random)]["sha256"] = text }
        },
        Corruption("the library is not listed", "neededFileNotListed") { bundle, _, random in
            let name = try #require([library, "plugin.yaml"].randomElement(using: &random))
            try bundle.editFiles { list in list.removeAll { $0["path"] as? String == name } }
        },
        Corruption("another file is not listed", "fileNotListed") { bundle, _, random in
            let name = try bundle.listed(&random, besides: [library, "plugin.yaml"])
            try bundle.editFiles { list in list.removeAll { $0["path"] as? String == name } }
        },
        Corruption("a listed file is not there", "fileMissing") { bundle, _, _ in
            try bundle.editFiles { $0.append(bundle.entry("packages/absent.yaml")) }
        },
        Corruption("more files than allowed", "tooManyEntries") { bundle, _, _ in
            try bundle.editFiles { list in
                for number in 0..<500 { list.append(bundle.entry("packages/f\(number).yaml")) }
            }
        },
    ]

    private static func library(_ defect: String, _ expected: String...) -> Corruption {
        var corruption = Corruption("library: \(defect)") { bundle, parts, _ in
            try bundle.replace(library, with: #require(parts.libraries[defect]))
        }
        corruption.expected = Set(expected)
        return corruption
    }

    static let libraryContents: [Corruption] = [
        library("no entry", "entryNotExported"), library("hidden entry", "entryNotExported"),
        library("no stamp", "stampMissing"), library("other contract", "contractDiffers"),
        library("other compiler", "compilerDiffers"), library("other build", "buildDiffers"),
        library("object file", "libraryMalformed"), library("empty", "libraryMalformed"),
        Corruption("library: cut short and signed", "libraryMalformed") { bundle, _, random in
            let whole = try bundle.read(library)
            try bundle.replace(library, with: whole.prefix(Int.random(in: 0..<whole.count, using: &random)))
        },
    ]

    static let contents: [Corruption] = [
        Corruption("plugin.yaml says another version", "manifestsDiffer") { bundle, _, _ in
            try bundle.edit { $0["version"] = "1.0.1" }
        },
        Corruption("plugin.yaml requires what bundle.json does not", "manifestsDiffer") { bundle, _, _ in
            let text = try bundle.read("plugin.yaml") + Data("requires: [{id: other, from: 1.0.0}]\n".utf8)
            try bundle.replace("plugin.yaml", with: text)
        },
        Corruption("a mistake in the YAML", "content") { bundle, _, random in
            let path = try bundle.listed(&random, besides: [library])
            try bundle.replace(path, with: bundle.read(path) + Data("\nnonsense: 1\n".utf8))
        },
        Corruption("YAML that names something unknown", "content") { bundle, _, _ in
            try bundle.replace(
                "plugin.yaml", with: bundle.read("plugin.yaml") + Data("awareOf: [community-hub]\n".utf8))
        },
        Corruption("a requirement that nobody has", "requirementMissing") { bundle, _, _ in
            try bundle.replace(
                "plugin.yaml", with: bundle.read("plugin.yaml") + Data("requires: [{id: other, from: 1.0.0}]\n".utf8))
            try bundle.edit { $0["requires"] = [["id": "other", "from": "1.0.0"]] }
        },
    ]
}
