import Directory
import DistrictConfig
import Foundation
import HubModel
import PluginKit
import Postgres
import Protection
import TestSupport
import Testing

/// What stations are told.
@Suite(.timeLimit(.minutes(5))) struct DirectoryTests {
    private func changes(of station: StationCode, _ database: TestDatabase, after cursor: Int64 = 0) async throws
        -> [ReadChanges.Change]
    {
        let read = ReadChanges(database: database.hub)
        var (changes, cursor, more) = ([ReadChanges.Change](), cursor, true)
        while more {
            let page = try await read(station: station, after: cursor, limit: 3)
            #expect(page.changes.count <= 3)
            changes += page.changes
            (cursor, more) = (page.cursor, page.more)
        }
        return changes
    }

    @Test func applyingTwicePublishesNothingTheSecondTime() async throws {
        try await TestDatabase.with { database in
            let before = try await database.everything()
            #expect(
                try await ApplyConfiguration(database: database.hub)(database.configuration, at: FixedClock.now) == 0)
            #expect(try await database.everything() == before)
        }
    }

    @Test func aStationIsToldEverythingItNeeds() async throws {
        try await TestDatabase.with { database in
            let station = try #require(database.configuration.stations.first)
            let profile = try #require(database.configuration.profiles[station.profile])
            let keys = Set(try await changes(of: station.code, database).map(\.key))
            #expect(keys.isSuperset(of: ["station", "profile", "district"]))
            #expect(keys.isSuperset(of: profile.instruments.map { "instrument/\($0.code)" }))
            #expect(keys.isSuperset(of: station.packages.map { "package/\($0.code)" }))
            #expect(keys.isSuperset(of: station.activities.map { "activity/\($0.code)" }))
        }
    }

    @Test func aChangedDocumentGetsTheNextNumberAndVersion() async throws {
        try await TestDatabase.with { database in
            var configuration = database.configuration
            let (changed, other) = (configuration.stations[0].code, configuration.stations[1].code)
            let before = try await changes(of: changed, database)
            let others = try await changes(of: other, database)
            configuration.stations[0].name = LocalizedText(zh: "新名", en: "New name")
            let published = try await ApplyConfiguration(database: database.hub)(configuration, at: FixedClock.now)
            #expect(published == 1)
            let after = try await changes(of: changed, database)
            #expect(Array(after.dropLast()) == before)
            let change = try #require(after.last)
            #expect(change.key == "station")
            #expect(change.number == Int64(before.count) + 1)
            #expect(change.version == 2)
            #expect(change.document?.contains("New name") == true)
            #expect(try await changes(of: other, database) == others)
        }
    }

    @Test func aRemovedDocumentIsATombstoneAndMayComeBack() async throws {
        try await TestDatabase.with { database in
            var configuration = database.configuration
            let station = configuration.stations[0]
            let package = try #require(station.packages.first)
            let key = "package/\(package.code)"
            configuration.stations[0].packages.removeFirst()
            try await ApplyConfiguration(database: database.hub)(configuration, at: FixedClock.now)
            let tombstone = try #require(try await changes(of: station.code, database).last { $0.key == key })
            #expect(tombstone.document == nil)
            #expect(tombstone.digest == "")
            #expect(tombstone.version == 2)
            #expect(try await ApplyConfiguration(database: database.hub)(configuration, at: FixedClock.now) == 0)
            try await ApplyConfiguration(database: database.hub)(database.configuration, at: FixedClock.now)
            let back = try #require(try await changes(of: station.code, database).last { $0.key == key })
            #expect(back.document != nil)
            #expect(back.version == 3)
        }
    }

    @Test func numbersAreContiguousForEachStation() async throws {
        try await TestDatabase.with { database in
            var configuration = database.configuration
            for round in 0..<3 {
                for index in configuration.stations.indices {
                    configuration.stations[index].name = LocalizedText(zh: "第\(round)次", en: "round \(round)")
                }
                try await ApplyConfiguration(database: database.hub)(configuration, at: FixedClock.now)
            }
            for station in configuration.stations {
                let numbers = try await changes(of: station.code, database).map(\.number)
                #expect(numbers == Array(1...Int64(numbers.count)))
                let rest = try await changes(of: station.code, database, after: 2).map(\.number)
                #expect(rest == Array(numbers.dropFirst(2)))
            }
        }
    }

    @Test func configurationsAppliedAtOnceAreNumberedOneByOne() async throws {
        try await TestDatabase.with(stations: 1) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 0..<4 {
                    var configuration = database.configuration
                    configuration.stations[0].name = LocalizedText(zh: "第\(round)次", en: "round \(round)")
                    let applied = configuration
                    group.addTask { try await ApplyConfiguration(database: database.hub)(applied, at: FixedClock.now) }
                }
                try await group.waitForAll()
            }
            let numbers = try await changes(of: database.configuration.stations[0].code, database).map(\.number)
            #expect(numbers == Array(1...Int64(numbers.count)))
        }
    }

    @Test func aStationThatLeftIsNoLongerListed() async throws {
        try await TestDatabase.with { database in
            var configuration = database.configuration
            configuration.stations.removeLast()
            try await ApplyConfiguration(database: database.hub)(configuration, at: FixedClock.now)
            let listed = try await ListStations(database: database.hub)(as: .district).map(\.code)
            #expect(listed == configuration.stations.map(\.code))
        }
    }
}
