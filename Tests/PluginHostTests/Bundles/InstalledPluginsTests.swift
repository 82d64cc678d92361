import DistrictConfig
import Foundation
import HubModel
import Logging
import PluginFixtures
import PluginKit
import Testing

@testable import PluginHost

@Suite("Installed plugins")
struct InstalledPluginsTests {
    private let workshop: PluginWorkshop

    init() throws { workshop = try PluginWorkshop() }

    /// Another plugin with a library of its own.
    private func makeElder(_ needs: String = "") throws {
        try workshop.compile("Elder", of: "ElderlyGuardian")
        try workshop.edit("module: ElderlyGuardian", "module: Elder", of: "elderly-guardian")
        try workshop.edit("instruments: [", "\(needs)\ninstruments: [", of: "elderly-guardian")
        try workshop.sign("elderly-guardian", module: "Elder", into: workshop.plugins)
    }

    @Test("What is required is loaded first, and two versions of one plugin side by side")
    func order() async throws {
        try makeElder()
        try workshop.edit(
            "instruments: [", "requires: [{id: elderly-guardian, from: 1.0.0, below: 2.0.0}]\ninstruments: [")
        try workshop.sign(into: workshop.plugins)
        try workshop.edit("version: 1.0.0", "version: 1.10.0")
        try workshop.sign(into: workshop.plugins)
        let (installed, host) = try await workshop.load()
        #expect(installed.refused.isEmpty)
        let names = ["elderly-guardian@1.0.0", "community-hub@1.0.0", "community-hub@1.10.0"]
        #expect(installed.accepted.map(\.key.description) == names)
        #expect(Set(await host.loaded.map(\.description)) == Set(names))
        #expect(installed.accepted.allSatisfy { $0.signer == "district-2026" })
        let configuration = try ConfigurationReader.read(
            config: districtWithStation(), profiles: installed.profiles, refused: installed.refusedProfiles)
        let id = try #require(ProfileCode(rawValue: PluginWorkshop.id))
        #expect(configuration.profiles[id]?.manifest.version == "1.10.0")
        #expect(Set(configuration.instruments.map(\.code)) == ["GAD-7", "GDS-15", "PHQ-9", "SIS-6", "UCLA-3"])
    }

    /// The example's first station of the profile, beside the district.
    private func districtWithStation() throws -> URL {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let stations = root.appending(path: "config/stations")
        let names = try FileManager.default.contentsOfDirectory(atPath: stations.path).sorted()
        let name = try #require(
            try names.first {
                try String(contentsOf: stations.appending(path: $0), encoding: .utf8).contains(
                    "profile: \(PluginWorkshop.id)")
            })
        let folder = workshop.config.appending(path: "stations")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: stations.appending(path: name), to: folder.appending(path: name))
        return workshop.config
    }

    @Test("A station of a refused profile is read, and has no offers of it")
    func refusedProfile() async throws {
        let bundle = try workshop.sign(into: workshop.plugins)
        try Data().write(to: bundle.appending(path: "plugin.yaml"))
        try makeElder()
        let (installed, host) = try await workshop.load()
        #expect(await host.loaded.map(\.description) == ["elderly-guardian@1.0.0"])
        #expect(installed.refused.map(\.reason.kind) == ["sizeDiffers"])
        let configuration = try ConfigurationReader.read(
            config: districtWithStation(), profiles: installed.profiles, refused: installed.refusedProfiles)
        let station = try #require(configuration.stations.first)
        #expect(station.profile.rawValue == PluginWorkshop.id)
        #expect(!station.packages.isEmpty && !station.activities.isEmpty)
        #expect(configuration.packages(of: station).isEmpty && configuration.activities(of: station).isEmpty)
        #expect(throws: ConfigurationMistakes.self) {
            try ConfigurationReader.read(config: workshop.config, profiles: installed.profiles, refused: [])
        }
    }

    @Test("A refusal is passed on to those that require the plugin, and to nobody else")
    func passedOn() async throws {
        try makeElder("requires: [{id: community-hub, from: 1.0.0}]")
        let bundle = try workshop.sign(into: workshop.plugins)
        try Data().write(to: bundle.appending(path: "extra.yaml"))
        let installed = try workshop.install()
        #expect(installed.accepted.isEmpty)
        #expect(installed.refused.map(\.reason.kind) == ["fileNotListed", "requirementRefused"])

        // Whoever is only aware of it goes on.
        try FileManager.default.removeItem(at: workshop.plugins.appending(path: "elderly-guardian-1.0.0"))
        try workshop.edit(
            "requires: [{id: community-hub, from: 1.0.0}]", "awareOf: [community-hub]", of: "elderly-guardian")
        try workshop.sign("elderly-guardian", module: "Elder", into: workshop.plugins)
        let (aware, host) = try await workshop.load()
        #expect(aware.accepted.map(\.key.id.rawValue) == ["elderly-guardian"])
        #expect(await host.loaded.count == 1)
    }

    @Test("One that can't be started takes with it what requires it, while loading")
    func failsAtStart() async throws {
        try makeElder("requires: [{id: community-hub, from: 1.0.0}]")
        try workshop.compile(PluginWorkshop.module, entry: LibraryFolder.emptyEntry)
        try workshop.sign(into: workshop.plugins)
        let (installed, host) = try await workshop.load()
        #expect(await host.loaded.isEmpty)
        #expect(installed.refused.map(\.reason.kind) == ["entryMissing", "requirementRefused"])
        #expect(!workshop.hasRun("Elder"))
    }

    @Test("Two bundles of one version are both refused")
    func sameVersionTwice() throws {
        let bundle = try workshop.sign(into: workshop.plugins)
        try FileManager.default.copyItem(at: bundle, to: workshop.plugins.appending(path: "again"))
        let installed = try workshop.install()
        #expect(installed.accepted.isEmpty)
        #expect(installed.refused.map(\.reason.kind) == ["sameVersionTwice", "sameVersionTwice"])
        #expect(installed.refused[0].reason.message.en.contains("'again', 'community-hub-1.0.0'"))
    }

    @Test("What two plugins bring is refused with the later one")
    func taken() throws {
        try workshop.edit("module: ElderlyGuardian", "module: Canary", of: "elderly-guardian")
        try workshop.sign("elderly-guardian", into: workshop.plugins)
        try workshop.sign(into: workshop.plugins)
        let installed = try workshop.install()
        #expect(installed.accepted.map(\.key.id.rawValue) == ["community-hub"])
        #expect(installed.refused.map(\.reason.kind) == ["taken"])
    }

    @Test("What is loaded is what was verified, whatever happens to the bundle in between")
    func changedAfterVerification() async throws {
        let bundle = try workshop.sign(into: workshop.plugins)
        var installed = try workshop.install()
        try workshop.libraries.compile("Evil", stamp: workshop.own.json, source: LibraryFolder.emptyEntry)
        try FileManager.default.removeItem(at: bundle.appending(path: "libCanary.so"))
        try FileManager.default.copyItem(
            at: workshop.libraries.library("Evil"), to: bundle.appending(path: "libCanary.so"))
        let host = try PluginHost(logger: .silent)
        await installed.load(into: host)
        #expect(await host.loaded.count == 1)
        #expect(workshop.hasRun() && !workshop.hasRun("Evil"))
    }

    @Test("The copies are their owner's alone, and a changed copy is refused by its digest")
    func copies() async throws {
        try workshop.sign(into: workshop.plugins)
        var installed = try workshop.install()
        let copy = try #require(installed.accepted.first).libraryFolder
        let folder = copy.deletingLastPathComponent()
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o700)
        let library = copy.appending(path: "libCanary.so")
        try FileManager.default.removeItem(at: library)
        try FileManager.default.copyItem(at: workshop.libraries.library("Canary"), to: library)
        let handle = try FileHandle(forWritingTo: library)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([0]))
        try handle.close()
        let host = try PluginHost(logger: .silent)
        await installed.load(into: host)
        #expect(installed.refused.map(\.reason.kind) == ["libraryReplaced"])
        #expect(!workshop.hasRun())
    }

    @Test("Copies go away with their owner")
    func copiesGoAway() throws {
        try workshop.sign(into: workshop.plugins)
        func names() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: workshop.libraries.url.path).filter {
                $0.hasPrefix("xinlian-plugins-")
            }
        }
        var installed: InstalledPlugins? = try workshop.install()
        #expect(try names().count == 1)
        #expect(installed?.accepted.count == 1)
        installed = nil
        #expect(try names().isEmpty)
    }

    @Test("Sources are no bundles: without a signature nothing is loaded")
    func sources() async throws {
        for id in ["community-hub", "instruments"] {
            try FileManager.default.copyItem(at: workshop.source(id), to: workshop.plugins.appending(path: id))
        }
        let (installed, host) = try await workshop.load()
        #expect(await host.loaded.isEmpty)
        #expect(installed.refused.map(\.reason.kind) == ["manifestMissing", "manifestMissing"])
        #expect(installed.refusedProfiles.map(\.rawValue).contains("community-hub"))
    }

    @Test("A private key is written for its owner alone, read back, and refused when others can read it")
    func keyFile() throws {
        let path = workshop.libraries.url.appending(path: "plugins.key").path
        try workshop.key.write(to: path)
        let read = try PluginSigningKey(file: path)
        #expect(read.trusted() == workshop.key.trusted())
        #expect(throws: PluginKeyError.fileExists(path: path)) { try workshop.key.write(to: path) }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: PluginKeyError.openToOthers(path: path)) { try PluginSigningKey(file: path) }
    }
}
