import Foundation
import HubModel
import Logging
import PluginFixtures
import PluginHost
import PluginKit
import Testing

/// Builds a package of its own several times, so it runs only when asked for.
@Suite(
    "Plugins built in another folder", .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["XINLIAN_SLOW_TESTS"] != nil, "set XINLIAN_SLOW_TESTS=1"))
struct OutsidePluginTests {
    private let host: PluginHost
    private let own: ContractStamp

    init() throws {
        host = try PluginHost(logger: .silent)
        own = try ContractStamp.ofLoadedContract()
    }

    private func level(gad7 total: Int, version: String) async throws -> Triage.Level? {
        let id = try #require(ProfileCode(rawValue: "community-hub"))
        let request = AssessScreening(
            instrument: "GAD-7", answers: Instrument.gad7.answers(scoring: total), ageYears: nil, impairment: nil)
        let answer = try await host.answer(.assessScreening(request), by: PluginKey(id: id, version: version))
        return answer.assessment?.triage.level
    }

    /// The hash that a library of another contract carries.
    private func refusedHash(_ folder: URL) async throws -> String? {
        let data = try #require(PluginFixture.communityHub(version: "9.9.9"))
        let error = await #expect(throws: PluginLoadError.self) { try await host.load(data, from: folder) }
        guard case .contractDiffers(_, let library, let host) = error else {
            Issue.record("\(String(describing: error))")
            return nil
        }
        #expect(host == own.contractHash)
        #expect(error?.message.en.contains("build the plugin again with this program's Contract sources") == true)
        return library
    }

    @Test("The same sources load; changed ones are refused until they are the same again")
    func contractSources() async throws {
        let package = try OutsidePackage(build: own.build)
        try await host.load(
            try #require(PluginFixture.communityHub(version: "1.0.0")), from: package.buildLibrary(into: "same"))
        #expect(try await level(gad7: 15, version: "1.0.0") == .hospital)

        let money = "Contract/Sources/HubModel/Money.swift"
        let original = try package.read(money)
        try package.write(original + "\n// A byte more.\n", to: money)
        let changed = try await refusedHash(package.buildLibrary(into: "changed"))

        let extra = "Contract/Sources/PluginKit/Extra.swift"
        try package.write(original, to: money)
        try package.write("struct Extra {}\n", to: extra)
        try package.touchManifest()
        let added = try await refusedHash(package.buildLibrary(into: "added"))
        #expect(Set([changed, added, own.contractHash]).count == 3)

        try package.remove(extra)
        try package.touchManifest()
        try await host.load(
            try #require(PluginFixture.communityHub(version: "1.0.1")), from: package.buildLibrary(into: "again"))
        #expect(try await level(gad7: 15, version: "1.0.1") == .hospital)
    }

    @Test("Two versions with different code answer side by side, each in its own way")
    func twoVersionsOfCode() async throws {
        let package = try OutsidePackage(build: own.build)
        let source = "Sources/CommunityHub/CommunityHubPlugin.swift"
        let original = try package.read(source)
        let changed = original.replacing(
            "    public let decisions: ProfileDecisions\n",
            with: """
                    public let decisions: ProfileDecisions

                    public func assess(_ request: AssessScreening) throws -> ScreeningAssessment {
                        var assessment = try decisions.assess(request)
                        assessment.triage.raise(to: .crisis, because: "changed")
                        return assessment
                    }

                """)
        try #require(changed != original)
        try package.write(changed, to: source)
        let folder = try package.buildLibrary(into: "new")
        try await host.load(try #require(PluginFixture.communityHub(version: "1.0.0")))
        try await host.load(try #require(PluginFixture.communityHub(version: "2.0.0")), from: folder)
        #expect(try await level(gad7: 4, version: "1.0.0") == Triage.Level.none)
        #expect(try await level(gad7: 4, version: "2.0.0") == .crisis)
        #expect(try await level(gad7: 15, version: "1.0.0") == .hospital)
    }
}
