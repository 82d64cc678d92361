import Foundation
import HubModel
import Logging
import PluginFixtures
import PluginHost
import PluginKit
import Testing

@Suite("Refused before anything of it runs")
struct RefusalTests {
    private let folder: LibraryFolder
    private let host: PluginHost
    private let own: ContractStamp

    init() throws {
        folder = try LibraryFolder()
        host = try PluginHost(logger: .silent)
        own = try ContractStamp.ofLoadedContract()
    }

    private func refusal(
        of module: String, change: (inout PluginData) -> Void = { _ in }
    ) async throws -> PluginLoadError {
        var data = try #require(PluginFixture.data(id: "test-profile", module: module))
        change(&data)
        let error = await #expect(throws: PluginLoadError.self) { try await host.load(data, from: folder.url) }
        #expect(await host.loaded.isEmpty)
        return try #require(error)
    }

    private func key() throws -> PluginKey {
        PluginKey(id: try #require(ProfileCode(rawValue: "test-profile")), version: "1.0.0")
    }

    @Test(
        "A module name that is no identifier never becomes a path",
        arguments: ["", "../Evil", "a/b", "Evil.so", "Evil\0", "1Evil", "_Evil", "Évil", "心联", "Ev il", "."])
    func moduleName(module: String) async throws {
        let id = try key().id
        #expect(try await refusal(of: module) == .invalidModuleName(plugin: id, module: module))
    }

    @Test("A version is three numbers", arguments: ["", "1", "1.0", "1.0.0.0", "1..0", "1.0.x", "v1.0.0", "1.0.-1"])
    func version(version: String) async throws {
        let error = try await refusal(of: "Plugin") { $0.manifest.version = version }
        #expect(try error == .invalidVersion(plugin: key().id, version: version))
    }

    @Test("A manifest for another interface is refused before its library is looked for")
    func manifestAPIVersion() async throws {
        let error = try await refusal(of: "Missing") { $0.manifest.apiVersion = 2 }
        #expect(try error == .manifestAPIVersion(plugin: key(), manifest: 2, host: 1))
    }

    @Test("Nothing there, a folder there, a link there")
    func notAFile() async throws {
        let missing = folder.library("Missing").path
        #expect(try await refusal(of: "Missing") == .libraryMissing(plugin: key(), path: missing))

        let directory = folder.library("Folder")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        #expect(try await refusal(of: "Folder") == .libraryNotRegularFile(plugin: key(), path: directory.path))

        try folder.compile("Target", stamp: own.json)
        let link = folder.library("Link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.library("Target"))
        #expect(try await refusal(of: "Link") == .libraryNotRegularFile(plugin: key(), path: link.path))
        #expect(!folder.hasRun("Target"))
    }

    @Test("Files that are no shared library of this machine")
    func malformed() async throws {
        func defect(_ module: String) throws -> PluginLoadError {
            .libraryMalformed(plugin: try key(), path: folder.library(module).path, defect: .notELF)
        }
        try Data().write(to: folder.library("Empty"))
        #expect(try await refusal(of: "Empty") == defect("Empty"))
        try Data(String(repeating: "text ", count: 100).utf8).write(to: folder.library("Text"))
        #expect(try await refusal(of: "Text") == defect("Text"))

        try folder.compile("Object", stamp: own.json, options: ["-c"])
        let object = PluginLoadError.libraryMalformed(
            plugin: try key(), path: folder.library("Object").path, defect: .notSharedLibrary)
        #expect(try await refusal(of: "Object") == object)

        try folder.compile("Other", stamp: own.json)
        var bytes = try Data(contentsOf: folder.library("Other"))
        bytes[18] = 0xF3
        try bytes.write(to: folder.library("Other"))
        let other = PluginLoadError.libraryMalformed(
            plugin: try key(), path: folder.library("Other").path, defect: .otherMachine)
        #expect(try await refusal(of: "Other") == other)
        #expect(!folder.hasRun("Other"))
    }

    @Test("A real plugin cut short anywhere is refused")
    func truncated() async throws {
        try folder.copyReal("CommunityHub")
        let whole = try Data(contentsOf: folder.library("CommunityHub"))
        for length in [1, 63, 64, 65, 1000, whole.count / 2, whole.count - 64, whole.count - 1] {
            try whole.prefix(length).write(to: folder.library("CommunityHub"))
            let error = try await refusal(of: "CommunityHub")
            guard case .libraryMalformed(_, _, let defect) = error else {
                Issue.record("cut to \(length) bytes: \(error)")
                continue
            }
            #expect(defect == (length < 64 ? .notELF : .truncated))
        }
    }

    @Test("A library without stamp, with an unreadable one, and with two")
    func stampMissing() async throws {
        try folder.compile("Unstamped", stamp: nil)
        let path = folder.library("Unstamped").path
        #expect(try await refusal(of: "Unstamped") == .stampMissing(plugin: key(), path: path))
        #expect(!folder.hasRun("Unstamped"))

        for (module, stamp) in [("Garbled", "{\"apiVersion\":"), ("Doubled", own.json + own.json)] {
            try folder.compile(module, stamp: stamp)
            let path = folder.library(module).path
            #expect(try await refusal(of: module) == .stampUnreadable(plugin: key(), path: path))
            #expect(!folder.hasRun(module))
        }
    }

    @Test("Each field of the stamp must equal the host's, and the most telling difference is named")
    func stampDiffers() async throws {
        var other = ContractStamp(
            apiVersion: own.apiVersion + 1, contractHash: String(repeating: "0", count: 64), compiler: "Swift 9",
            build: own.build == .debug ? .release : .debug)
        let key = try key()
        let expected: [(String, PluginLoadError)] = [
            ("Interface", .stampAPIVersion(plugin: key, library: 2, host: 1)),
            ("Compiler", .compilerDiffers(plugin: key, library: "Swift 9", host: own.compiler)),
            ("Build", .buildDiffers(plugin: key, library: other.build, host: own.build)),
            ("Hash", .contractDiffers(plugin: key, library: other.contractHash, host: own.contractHash)),
        ]
        for (module, error) in expected {
            try folder.compile(module, stamp: other.json)
            #expect(try await refusal(of: module) == error)
            #expect(!folder.hasRun(module))
            switch module {
            case "Interface": other.apiVersion = own.apiVersion
            case "Compiler": other.compiler = own.compiler
            default: other.build = own.build
            }
        }
    }

    @Test("One flipped digit of a real plugin's contract hash is noticed")
    func flippedRealHash() async throws {
        try folder.copyReal("CommunityHub")
        var bytes = try Data(contentsOf: folder.library("CommunityHub"))
        let place = try #require(bytes.firstRange(of: Data(own.contractHash.utf8)))
        bytes[place.upperBound - 1] ^= 1
        try bytes.write(to: folder.library("CommunityHub"))
        let error = try await refusal(of: "CommunityHub")
        guard case .contractDiffers(_, let library, own.contractHash) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(library.dropLast() == own.contractHash.dropLast())
    }

    @Test("A right stamp without an entry that others can find, refused before anything of it runs")
    func missingSymbol() async throws {
        let sources = [
            "NoEntry": "",
            "Hidden": "__attribute__((visibility(\"hidden\"))) void *xinlian_plugin_v1(void) { return 0; }",
            "Local": "__attribute__((used)) static void *xinlian_plugin_v1(void) { return 0; }",
            "Variable": "int xinlian_plugin_v1 = 1;",
            "Undefined": "extern void *xinlian_plugin_v1(void); void *use(void) { return xinlian_plugin_v1(); }",
            "Longer": "void *xinlian_plugin_v10(void) { return 0; }",
        ]
        for (module, source) in sources {
            try folder.compile(module, stamp: own.json, source: source)
            let error = try await refusal(of: module)
            let path = folder.library(module).path
            #expect(try error == .entryNotExported(plugin: key(), path: path, symbol: "xinlian_plugin_v1"))
            #expect(error.stage == .verification)
            #expect(!folder.hasRun(module))
        }
    }

    @Test("An entry that hands over nothing: the library runs, and that is said")
    func emptyEntry() async throws {
        try folder.compile("Empty", stamp: own.json, source: LibraryFolder.emptyEntry)
        let error = try await refusal(of: "Empty")
        let path = folder.library("Empty").path
        #expect(try error == .entryMissing(plugin: key(), path: path, symbol: "xinlian_plugin_v1"))
        #expect(error.stage == .linking)
        #expect(folder.hasRun("Empty"))
    }

    @Test("A file replaced since it was loaded is refused: the linker would answer with the old code")
    func replaced() async throws {
        try folder.copyReal("CommunityHub")
        let data = try #require(PluginFixture.communityHub())
        try await host.load(data, from: folder.url)
        try folder.compile("CommunityHub", stamp: own.json, source: LibraryFolder.emptyEntry)
        let other = try #require(PluginFixture.communityHub(version: "1.0.1"))
        let path = folder.library("CommunityHub").path
        let expected = PluginLoadError.libraryReplaced(plugin: PluginKey(other.manifest), path: path)
        await #expect(throws: expected) { try await host.load(other, from: folder.url) }
        #expect(!folder.hasRun("CommunityHub"))
        #expect(await host.loaded == [PluginKey(data.manifest)])
    }

    @Test("A library that needs another one which isn't there is the linker's refusal, in its words")
    func unresolved() async throws {
        try folder.compile(
            "Unresolved", stamp: own.json,
            source: LibraryFolder.emptyEntry
                + "extern int nowhere_defined(void); int use(void) { return nowhere_defined(); }")
        let error = try await refusal(of: "Unresolved")
        guard case .linkingFailed(_, _, let reason) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(reason.contains("nowhere_defined"))
        #expect(!folder.hasRun("Unresolved"))

        // The linker remembers nothing of a library it refused, so a corrected file needs no restart.
        try folder.compile("Unresolved", stamp: own.json, source: LibraryFolder.emptyEntry)
        let corrected = try await refusal(of: "Unresolved")
        let path = folder.library("Unresolved").path
        #expect(try corrected == .entryMissing(plugin: key(), path: path, symbol: "xinlian_plugin_v1"))
    }

    @Test("Flipped bytes anywhere in the file's tables never crash the reader")
    func hostileTables() throws {
        try folder.compile("Hostile", stamp: own.json)
        let whole = try Data(contentsOf: folder.library("Hostile"))
        let data = try #require(PluginFixture.data(id: "test-profile", module: "Hostile"))
        var random = SeededGenerator(state: 20_260_101)
        let headers = (whole.count - 64 * 40)..<whole.count
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<4 {
                let part = Bool.random(using: &random) ? 4..<64 : headers
                let place = Int.random(in: part, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            try bytes.write(to: folder.library("Hostile"))
            _ = try? PluginLibrary(verifying: data.manifest, in: folder.url.path, host: own)
        }
        #expect(!folder.hasRun("Hostile"))
    }

    @Test("Every refusal says in both languages which plugin and what to do")
    func texts() throws {
        let key = try key()
        let failure = PluginFailure.missingThreshold("phq9.refer", plugin: key.id)
        let all: [PluginLoadError] = [
            .invalidModuleName(plugin: key.id, module: "a/b"), .invalidVersion(plugin: key.id, version: "1"),
            .manifestAPIVersion(plugin: key, manifest: 2, host: 1), .libraryMissing(plugin: key, path: "/x"),
            .libraryNotRegularFile(plugin: key, path: "/x"),
            .libraryUnreadable(plugin: key, path: "/x", reason: "why"),
            .libraryMalformed(plugin: key, path: "/x", defect: .truncated), .stampMissing(plugin: key, path: "/x"),
            .stampUnreadable(plugin: key, path: "/x"), .stampAPIVersion(plugin: key, library: 2, host: 1),
            .compilerDiffers(plugin: key, library: "a", host: "b"),
            .buildDiffers(plugin: key, library: .debug, host: .release),
            .contractDiffers(plugin: key, library: "a", host: "b"), .versionTaken(plugin: key),
            .libraryReplaced(plugin: key, path: "/x"), .linkingFailed(plugin: key, path: "/x", reason: "why"),
            .entryNotExported(plugin: key, path: "/x", symbol: "s"),
            .entryMissing(plugin: key, path: "/x", symbol: "s"), .dataRefused(plugin: key, failure: failure),
        ]
        for error in all {
            #expect(error.message.en.contains("test-profile"))
            #expect(error.message.zh.contains("test-profile"))
            #expect(error.message.zh.contains("请"))
        }
    }
}
