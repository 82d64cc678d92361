import Foundation
import HubModel
import PluginKit
import Testing

@testable import PluginHost

@Suite("Corrupted bundles")
struct CorruptedBundleTests {
    private static let count = 300

    private func parts(_ workshop: PluginWorkshop) throws -> Corruption.Parts {
        var stamp = workshop.own
        let entry = LibraryFolder.emptyEntry
        var libraries: [String: Data] = ["empty": Data()]
        func compile(_ name: String, stamp: ContractStamp?, entry: String, options: [String] = ["-shared"]) throws {
            try workshop.libraries.compile("Spoilt", stamp: stamp?.json, source: entry, options: options)
            libraries[name] = try Data(contentsOf: workshop.libraries.library("Spoilt"))
        }
        try compile("other", stamp: stamp, entry: entry)
        try compile("no entry", stamp: stamp, entry: "")
        try compile("hidden entry", stamp: stamp, entry: "__attribute__((visibility(\"hidden\"))) " + entry)
        try compile("no stamp", stamp: nil, entry: entry)
        try compile("object file", stamp: stamp, entry: entry, options: ["-c"])
        stamp.contractHash = String(repeating: "0", count: 64)
        try compile("other contract", stamp: stamp, entry: entry)
        stamp.build = stamp.build == .debug ? .release : .debug
        try compile("other build", stamp: stamp, entry: entry)
        stamp.compiler = "Swift 5"
        try compile("other compiler", stamp: stamp, entry: entry)
        let other = workshop.libraries.url.appending(path: "other")
        try workshop.edit("version: 1.0.0", "version: 1.0.1")
        let next = try workshop.sign(into: other)
        try workshop.edit("version: 1.0.1", "version: 1.0.0")
        return Corruption.Parts(
            own: workshop.own, unknownKey: try PluginSigningKey(id: "stranger"),
            impostor: try PluginSigningKey(id: workshop.key.id),
            otherSignature: try Data(contentsOf: next.appending(path: "bundle.sig")), libraries: libraries)
    }

    @Test("300 corrupted bundles: each refused for what is wrong with it, before any of its code ran")
    func threeHundred() async throws {
        let seed = ProcessInfo.processInfo.environment["XINLIAN_TEST_SEED"].flatMap(UInt64.init) ?? 20_261_122
        print("corrupted bundles from XINLIAN_TEST_SEED=\(seed)")
        var random = SeededGenerator(state: seed)
        let workshop = try PluginWorkshop()
        let good = try workshop.sign()
        let parts = try parts(workshop)
        let place = workshop.plugins.appending(path: good.lastPathComponent)
        var refused = 0
        for number in 0..<Self.count {
            let corruption = Corruption.all[number % Corruption.all.count]
            try FileManager.default.copyItem(at: good, to: place)
            try corruption.spoil(BundleEditor(folder: place, trusted: workshop.key), parts, &random)
            let (installed, host) = try await workshop.load()
            let about: Comment = "number \(number) of seed \(seed): \(corruption.name)"
            #expect(installed.accepted.isEmpty, about)
            #expect(await host.loaded.isEmpty, about)
            let plugin = try #require(installed.refused.first { $0.folder == place.lastPathComponent }, about)
            #expect(corruption.expected.contains(plugin.reason.kind), "\(about): \(plugin.reason)")
            #expect(plugin.id?.rawValue == PluginWorkshop.id || corruption.expected == ["manifestMalformed"], about)
            #expect(plugin.reason.message.zh.contains(/请|处错误/), about)
            #expect(!workshop.hasRun() && !workshop.hasRun("Spoilt"), about)
            refused += 1
            for entry in try FileManager.default.contentsOfDirectory(atPath: workshop.plugins.path) {
                try FileManager.default.removeItem(at: workshop.plugins.appending(path: entry))
            }
        }
        #expect(refused == Self.count)

        // The same bundle, unspoilt: otherwise the canary would prove nothing.
        try FileManager.default.copyItem(at: good, to: place)
        let (installed, host) = try await workshop.load()
        #expect(installed.refused.isEmpty)
        #expect(await host.loaded.map(\.description) == ["community-hub@1.0.0"])
        #expect(workshop.hasRun())
    }
}
