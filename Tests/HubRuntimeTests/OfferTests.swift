import Catalogue
import Directory
import DistrictConfig
import Foundation
import HubModel
import PluginKit
import Postgres
import Protection
import Synchronization
import TestSupport
import Testing

@testable import HubRuntime

/// What stations offer: decided by the right people, in force at the stated moment, told to stations in advance, and never
/// changed afterwards.
@Suite(.timeLimit(.minutes(5))) struct OfferTests {
    private final class Clock: Sendable {
        private let time = Mutex(FixedClock.now)
        var now: Date { time.withLock { $0 } }
        func pass(_ seconds: Double) { time.withLock { $0 += seconds } }
    }

    /// What a hub has for offers, on a clock that tests move.
    private struct Offers: Sendable {
        let database: TestDatabase
        let inForce: ConfigurationInForce
        let keeper: KeepOffers
        let clock = Clock()

        init(_ database: TestDatabase, _ configuration: DistrictConfiguration? = nil) {
            self.database = database
            inForce = ConfigurationInForce(configuration ?? database.configuration)
            let clock = clock
            keeper = KeepOffers(
                database: database.hub, configuration: inForce, logger: TestDatabase.quietLogger, now: { clock.now })
        }

        var choose: ChooseOffer { ChooseOffer(database: database.hub, configuration: inForce, keeper: keeper) }
        var agree: AgreePluginVersion {
            AgreePluginVersion(database: database.hub, configuration: inForce, choose: choose)
        }

        func offer(of station: StationCode) throws -> StationOffer {
            let station = try #require(inForce.current.station(station))
            let plugin = try #require(inForce.current.plugin(of: station))
            return station.offer(version: plugin.manifest.version)
        }

        func keys(of station: StationCode) async throws -> [String: String?] {
            let page = try await ReadChanges(database: database.hub)(station: station, after: 0, limit: 500)
            return Dictionary(page.changes.map { ($0.key, $0.document) }) { _, newest in newest }
        }
    }

    private static func manager(of number: Int, _ role: Role = .stationManager) throws -> Principal.Acting {
        .init(account: UUID(), assignment: try .station(role, number))
    }

    private static func director() throws -> Principal.Acting {
        .init(account: UUID(), assignment: try .bureau(.director))
    }

    private static func draft(
        _ offer: StationOffer, _ station: StationCode, at moment: Date, basis: Int64 = 1
    ) -> DecideOffer.Draft {
        .init(station: station, offer: offer, effectiveAt: moment, basis: basis)
    }

    @Test func whatTheFilesSayIsTheFirstDecisionAndEditingThemTheNext() async throws {
        try await TestDatabase.with { database in
            let offers = Offers(database)
            _ = try await offers.keeper.begin()
            let station = database.configuration.stations[0]
            let first = try await ReadOffers(database: database.hub)(of: station.code, as: .district)
            #expect(first.map(\.origin) == [.configuration])
            #expect(first.first?.revision.offer == (try offers.offer(of: station.code)))
            // Starting again decides nothing.
            #expect(try await Offers(database).keeper.begin() == 0)
            var edited = database.configuration
            edited.stations[0].activities.removeFirst()
            let again = Offers(database, edited)
            again.clock.pass(60)
            _ = try await again.keeper.begin()
            let second = try await ReadOffers(database: database.hub)(of: station.code, as: .district)
            #expect(second.map(\.revision.number) == [2, 1])
            #expect(again.inForce.current.stations[0].activities == edited.stations[0].activities)
        }
    }

    @Test func aDecisionIsToldInAdvanceAndInForceAtItsMoment() async throws {
        try await TestDatabase.with { database in
            let offers = Offers(database)
            _ = try await offers.keeper.begin()
            let code = database.configuration.stations[0].code
            let before = try offers.offer(of: code)
            var offer = before
            let dropped = offer.packages.removeFirst().code
            let moment = offers.clock.now + 3600
            let decision = try await offers.choose(
                Self.draft(offer, code, at: moment), by: try Self.manager(of: 1), source: "192.0.2.7",
                at: offers.clock.now)
            #expect(decision.revision.number == 2)
            // The station is told an hour before.
            #expect(try await offers.keys(of: code)["offer/2"]??.contains(dropped) == false)
            #expect(try await offers.keys(of: code)["package/\(dropped)"] != .some(nil))
            #expect(try offers.offer(of: code) == before)
            #expect(try await offers.keeper.perform() == moment)
            offers.clock.pass(3600)
            #expect(try await offers.keeper.perform() == nil)
            #expect(try offers.offer(of: code) == offer)
            let told = try await offers.keys(of: code)
            #expect(told["package/\(dropped)"] == .some(nil))
            #expect(told["offer/1"] == .some(nil))
            // Nothing more to say.
            let changes = try await database.number("SELECT count(*) FROM station_change")
            try await offers.keeper.perform()
            #expect(try await database.number("SELECT count(*) FROM station_change") == changes)
        }
    }

    @Test func nobodyDecidesOnWhatTheyHaveNotSeen() async throws {
        try await TestDatabase.with { database in
            let offers = Offers(database)
            _ = try await offers.keeper.begin()
            let code = database.configuration.stations[0].code
            let draft = Self.draft(try offers.offer(of: code), code, at: offers.clock.now)
            let (choose, now) = (offers.choose, offers.clock.now)
            let results = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        do {
                            _ = try await choose(draft, by: try Self.manager(of: 1), source: nil, at: now)
                            return true
                        } catch {
                            #expect(error is OvertakenOffer)
                            return false
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.filter { $0 }.count == 1)
            #expect(try await database.number("SELECT max(number) FROM station_offer WHERE station_id = 'S01'") == 2)
        }
    }

    @Test func whatIsAgainstTheRulesIsRefusedWithTheRule() async throws {
        try await TestDatabase.with { database in
            let offers = Offers(database)
            _ = try await offers.keeper.begin()
            let code = database.configuration.stations[0].code
            let (good, now, manager) = (try offers.offer(of: code), offers.clock.now, try Self.manager(of: 1))
            func refused(_ expected: OfferError, at moment: Date? = nil, _ change: (inout StationOffer) -> Void) async {
                var offer = good
                change(&offer)
                let draft = Self.draft(offer, code, at: moment ?? now)
                await #expect(throws: expected) {
                    try await offers.choose(draft, by: manager, source: nil, at: now)
                }
            }
            await refused(.unknownPlugin(good.profile, version: "9.9.9")) { $0.pluginVersion = "9.9.9" }
            await refused(.nothingChosen(code)) { ($0.packages, $0.activities) = ([], []) }
            await refused(.tooFarAhead, at: now + 400 * 86_400) { _ in }
            await refused(.violated(code, [.unknownPackage("no-such")])) { $0.packages.append(.init(code: "no-such")) }
            #expect(try await database.number("SELECT max(number) FROM station_offer") == 1)
            // What is decided for the past holds from now on.
            let past = try await offers.choose(
                Self.draft(good, code, at: now - 86_400), by: manager, source: nil, at: now)
            #expect(past.revision.effectiveAt == now)
        }
    }

    /// The database itself keeps everybody to their own: also a program that forgets to ask.
    @Test func theDatabaseKnowsWhoMayDecide() async throws {
        try await TestDatabase.with { database in
            let offers = Offers(database)
            _ = try await offers.keeper.begin()
            let (own, other) = (database.configuration.stations[0].code, database.configuration.stations[1].code)
            let decide = DecideOffer(database: database.hub)
            let moment = offers.clock.now
            func attempt(_ station: StationCode, _ acting: Principal.Acting) async throws {
                _ = try await decide(
                    [Self.draft(try offers.offer(of: station), station, at: moment)], by: acting, source: nil,
                    at: moment)
            }
            await #expect(throws: PostgresError.self) { try await attempt(other, try Self.manager(of: 1)) }
            await #expect(throws: PostgresError.self) { try await attempt(own, try Self.manager(of: 1, .stationStaff)) }
            await #expect(throws: PostgresError.self) {
                try await attempt(own, .init(account: UUID(), assignment: try .bureau(.auditor)))
            }
            #expect(
                try await database.number("SELECT count(*) FROM station_offer WHERE origin <> 'configuration'") == 0)
            try await attempt(own, try Self.manager(of: 1))
            try await attempt(other, try Self.director())
            let read = ReadOffers(database: database.hub)
            #expect(try await read(of: other, as: .person(try Self.manager(of: 1))).isEmpty)
            #expect(try await read(of: other, as: .person(try Self.director())).count == 2)
            for statement in [
                "UPDATE station_offer SET effective_at = now()", "DELETE FROM station_offer",
            ] as [Query] {
                let error = await #expect(throws: PostgresError.self) {
                    try await database.hub.withTransaction(as: .district) { _ = try await $0.rows(statement) }
                }
                #expect(error?.code == .server(.insufficientPrivilege))
            }
            // Told in the trail of the station, without anything but codes.
            let told = try await database.texts(
                "SELECT details FROM audit_event WHERE details LIKE '%offer-decided%' AND agent_kind = 'account'")
            #expect(told.count == 2 && told.allSatisfy { $0.contains(#""revision":"2""#) }, "\(told)")
        }
    }

    /// A newer version that was installed changes nothing until it is agreed to; going back works the same way.
    @Test func aVersionComesIntoUseWhenItIsAgreedToAndGoesBack() async throws {
        try await TestDatabase.with(stations: 8) { database in
            let first = Offers(database)
            _ = try await first.keeper.begin()
            var configuration = database.configuration
            let profile = configuration.stations[0].profile
            let old = try #require(configuration.profiles[profile])
            var new = old
            new.manifest.version = "9.0.0"
            let index = try #require(
                new.packages.firstIndex { package in
                    configuration.stations[0].packages.contains { $0.code == package.code && $0.price == nil }
                })
            new.packages[index].unitPrice = Money(fen: old.packages[index].unitPrice.fen + 100)
            configuration.profiles[profile] = new
            configuration.olderVersions = [old]
            let offers = Offers(database, configuration)
            _ = try await offers.keeper.begin()
            let users = configuration.stations.filter { $0.profile == profile }.map(\.code)
            #expect(users.count > 1)
            for user in users { #expect(try offers.offer(of: user).pluginVersion == old.manifest.version) }

            let rehearsal = try await offers.agree.rehearse(
                profile, from: old.manifest.version, to: "9.0.0", hidesSmallCounts: true)
            #expect(rehearsal.stations.map(\.station) == users)
            #expect(rehearsal.stations[0].effects.map(\.code) == ["price-changes"])
            let decided = try await offers.agree(
                profile, version: "9.0.0", stations: users, effectiveAt: offers.clock.now, by: try Self.director(),
                source: nil, at: offers.clock.now)
            #expect(decided.count == users.count && decided.allSatisfy { $0.origin == .bureau })
            for user in users { #expect(try offers.offer(of: user).pluginVersion == "9.0.0") }
            let station = try #require(offers.inForce.current.station(users[0]))
            #expect(
                offers.inForce.current.packages(of: station).contains { $0.unitPrice == new.packages[index].unitPrice })

            offers.clock.pass(60)
            _ = try await offers.agree(
                profile, version: old.manifest.version, stations: users, effectiveAt: offers.clock.now,
                by: try Self.director(), source: nil, at: offers.clock.now)
            for user in users { #expect(try offers.offer(of: user).pluginVersion == old.manifest.version) }
        }
    }

    /// One station that can't take the version keeps all from moving: nothing is half-agreed.
    @Test func aVersionThatAStationCanNotTakeMovesNone() async throws {
        try await TestDatabase.with(stations: 8) { database in
            var configuration = database.configuration
            let station = configuration.stations[0]
            let old = try #require(configuration.profiles[station.profile])
            var new = old
            new.manifest.version = "0.0.1"
            new.packages.removeAll { $0.code == station.packages.first?.code }
            configuration.olderVersions = [new]
            let offers = Offers(database, configuration)
            _ = try await offers.keeper.begin()
            let users = configuration.stations.filter { $0.profile == station.profile }.map(\.code)
            let rehearsal = try await offers.agree.rehearse(
                station.profile, from: old.manifest.version, to: "0.0.1", hidesSmallCounts: false)
            #expect(rehearsal.stations.first { $0.station == station.code }?.isBlocked == true)
            await #expect(throws: OfferError.self) {
                try await offers.agree(
                    station.profile, version: "0.0.1", stations: users, effectiveAt: offers.clock.now,
                    by: try Self.director(), source: nil, at: offers.clock.now)
            }
            #expect(try await database.number("SELECT max(number) FROM station_offer") == 1)
        }
    }
}
