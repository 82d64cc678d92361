import DistrictConfig
import Foundation
import HubModel
import PluginKit
import Testing

/// Which decision on a station's offer counts at which moment.
@Suite struct StationOfferTests {
    private func revision(_ number: Int64, at seconds: Double) throws -> OfferRevision {
        let profile = try #require(ProfileCode(rawValue: "community-hub"))
        return OfferRevision(
            number: number, effectiveAt: Date(timeIntervalSince1970: seconds),
            offer: StationOffer(profile: profile, pluginVersion: "1.0.0", packages: [], activities: []))
    }

    private func moment(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

    @Test func theLatestDecisionWhoseMomentHasComeIsInForce() throws {
        let (first, second, third) = (try revision(1, at: 100), try revision(2, at: 300), try revision(3, at: 200))
        #expect([first, second].inForce(at: moment(99)) == nil)
        #expect([first, second].inForce(at: moment(100)) == first)
        #expect([first, second].inForce(at: moment(300)) == second)
        // Decided later and in force earlier: it overtakes the second for good.
        #expect([first, second, third].inForce(at: moment(200)) == third)
        #expect([first, second, third].inForce(at: moment(400)) == third)
        #expect([first, second, third].scheduled(after: moment(150)) == [third])
    }

    /// What is said to be to come is what comes into force, walked through second by second, for every order of four moments.
    @Test(arguments: 0..<256) func theScheduleIsWhatHappens(moments: Int) throws {
        let revisions = try (0..<4).map { try revision(Int64($0) + 1, at: Double(moments >> (2 * $0) & 3)) }
        for now in stride(from: -1.0, through: 4, by: 1) {
            var happened: [OfferRevision] = []
            var last = revisions.inForce(at: moment(now))
            for later in stride(from: now + 1, through: 5, by: 1) {
                let next = revisions.inForce(at: moment(later))
                if let next, next != last { happened.append(next) }
                last = next
            }
            #expect(revisions.scheduled(after: moment(now)) == happened, "\(revisions) at \(now)")
        }
    }

    @Test func aStationKeepsEverythingElse() throws {
        let configuration = try SampleDistrict.read()
        let station = try #require(configuration.stations.first)
        var offer = station.offer(version: "1.0.0")
        offer.packages = []
        offer.pluginVersion = "2.0.0"
        var changed = station.offering(offer)
        #expect(changed.packages == [] && changed.pluginVersion == "2.0.0")
        (changed.packages, changed.pluginVersion) = (station.packages, nil)
        #expect(changed == station)
    }

    /// A station whose version isn't there any more works by the newest one.
    @Test func aMissingVersionGivesWayToTheNewest() throws {
        var configuration = try SampleDistrict.read()
        var station = try #require(configuration.stations.first)
        let newest = try #require(configuration.profiles[station.profile])
        var older = newest
        older.manifest.version = "0.9.0"
        var oldest = newest
        oldest.manifest.version = "0.10.0"
        configuration.olderVersions = [older, oldest]
        #expect(configuration.versions(of: station.profile).map(\.manifest.version).dropFirst() == ["0.10.0", "0.9.0"])
        station.pluginVersion = "0.9.0"
        #expect(configuration.plugin(of: station) == older)
        station.pluginVersion = "0.0.1"
        #expect(configuration.plugin(of: station) == newest)
    }
}

/// The repository's own example district.
private enum SampleDistrict {
    static func read() throws -> DistrictConfiguration {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try ConfigurationReader.read(
            config: root.appending(path: "config"), plugins: root.appending(path: "Plugins"))
    }
}
