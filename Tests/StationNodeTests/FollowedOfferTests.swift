import DistrictConfig
import FactLog
import Foundation
import HubModel
import PluginKit
import Testing

@testable import StationNode

/// What a station works by when the hub decides, plugins are missing, and the line is down.
@Suite struct FollowedOfferTests {
    private let configuration: DistrictConfiguration
    private let station: StationConfiguration
    private let own: PluginData
    private let other: PluginData

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let district = try ConfigurationReader.read(
            config: root.appending(path: "config"), plugins: root.appending(path: "Plugins"))
        let code = try #require(StationCode(rawValue: "S07"))
        let elderly = try #require(ProfileCode(rawValue: "elderly-guardian"))
        station = try #require(district.station(code))
        own = try #require(district.profiles[station.profile])
        other = try #require(district.profiles[elderly])
        configuration = district
    }

    private func revision(_ number: Int64, _ plugin: PluginData, version: String? = nil, at moment: Date)
        -> OfferRevision
    {
        OfferRevision(
            number: number, effectiveAt: moment,
            offer: StationOffer(
                profile: plugin.manifest.id, pluginVersion: version ?? plugin.manifest.version,
                packages: plugin.packages.prefix(1).map { PackageChoice(code: $0.code) }, activities: []))
    }

    private func follow(_ offers: [OfferRevision], _ plugins: [PluginData], at now: Date) -> StationInstallation? {
        FollowedOffer.installation(of: station, in: configuration.district, offers: offers, plugins: plugins, at: now)
    }

    @Test func withoutADecisionTheOwnFileCounts() throws {
        let followed = try #require(follow([], [other, own], at: morning))
        #expect(followed.plugin == own && followed.station == station && followed.missing == nil)
        #expect(follow([], [other], at: morning) == nil)
    }

    @Test func aDecisionIsFollowedFromItsMomentOn() throws {
        let offers = [revision(1, own, at: morning - 60), revision(2, other, at: morning + 60)]
        let before = try #require(follow(offers, [own, other], at: morning))
        #expect(before.plugin == own && before.station.packages.count == 1)
        let after = try #require(follow(offers, [own, other], at: morning + 60))
        #expect(after.plugin == other && after.station.profile == other.manifest.id)
        #expect(after.station.packages.map(\.code) == [other.packages[0].code])
    }

    @Test func theDecidedVersionIsUsedThoughANewerOneIsInstalled() throws {
        var newer = own
        newer.manifest.version = "9.0.0"
        let offers = [revision(1, own, at: morning)]
        #expect(follow(offers, [own, newer], at: morning)?.plugin == own)
    }

    /// A station goes on working, and says what is missing.
    @Test func whatIsNotInstalledIsTold() throws {
        let newerVersion = try #require(follow([revision(1, own, version: "9.0.0", at: morning)], [own], at: morning))
        #expect(newerVersion.plugin == own && newerVersion.station.packages.count == 1)
        #expect(newerVersion.missing == PluginReference(id: own.manifest.id.rawValue, version: "9.0.0"))
        let otherProfile = try #require(follow([revision(1, other, at: morning)], [own], at: morning))
        #expect(otherProfile.plugin == own && otherProfile.station == station)
        #expect(otherProfile.missing?.id == other.manifest.id.rawValue)
    }

    /// The hub's documents come by sync and count in the book, whatever else it sends.
    @Test func decisionsComeBySync() async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        let hub = FakeHub()
        let client = SyncClient(
            book: book, transport: DirectTransport(hub: hub), keys: try folder.keys(), logger: quiet(),
            now: { morning })
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        let decided = revision(2, other, at: morning + 60)
        let document = String(decoding: try encoder.encode(decided), as: UTF8.self)
        let digest = ContentDigest.sha256(inFieldValue: ContentDigest.fieldValue(of: Array(document.utf8)))
        await hub.setPage(
            0,
            """
            {"changes":[{"number":1,"key":"offer/2","version":1,"digest":"\(try #require(digest))",\
            "document":\(document)},{"number":2,"key":"offer/3","version":1,"digest":"\(Self.digestOfOne)",\
            "document":1}],"cursor":2,"more":false}
            """)
        _ = try await client.synchronize()
        #expect(try await book.offers() == [decided])
    }

    /// SHA-256 of the text `1`.
    private static let digestOfOne = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
}
