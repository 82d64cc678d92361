import DistrictConfig
import Foundation
import Funding
import HubModel
import HubRuntime
import PluginKit
import Postgres
import Protection
import Services
import TestSupport
import Testing

/// Who pays what of orders at the hub, and of those that stations tell of.
@Suite(.timeLimit(.minutes(5))) struct OrderRateTests {
    /// The node of a station, which sends what it records at once.
    private actor Node {
        private let database: TestDatabase
        private var book: StationBook

        init(_ database: TestDatabase, _ book: StationBook) {
            self.database = database
            self.book = book
        }

        @discardableResult
        func record(_ kind: String, _ data: String, about resident: ResidentID?) async throws -> Int64 {
            let seq = try book.record(kind, data, subject: resident?.rawValue)
            _ = try await database.send(book, seq, seq)
            return seq
        }
    }

    /// The desk of a station that offers a package.
    private struct Desk {
        let database: TestDatabase
        let orders: OrderDesk
        let acting: Principal.Acting
        let station: StationCode
        let package: ServicePackage
        let node: Node
        let now = FixedClock.now

        init(_ database: TestDatabase, offering code: String) throws {
            let configuration = database.configuration
            let found = configuration.stations.lazy.compactMap { station in
                configuration.packages(of: station).first { $0.code == code }.map { (station.code, $0) }
            }.first
            guard let (station, package) = found else { throw MissingFixture(name: "a station with \(code)") }
            self.database = database
            (self.station, self.package) = (station, package)
            node = Node(database, StationBook(station))
            orders = OrderDesk(
                database: database.hub, rules: database.rules, keys: database.keys,
                configuration: ConfigurationInForce(configuration),
                timeZone: TimeZone(identifier: configuration.district.timeZone) ?? .gmt)
            guard let assignment = RoleAssignment(.stationStaff, at: .station(station)) else {
                throw MissingFixture(name: "a role")
            }
            acting = Principal.Acting(account: UUID(), assignment: assignment)
        }

        func register(_ tags: String..., born: String = "1980-1984") async throws -> ResidentID {
            let resident = ResidentID()
            let tags = tags.map { "\"\($0)\"" }.joined(separator: ",")
            try await node.record(
                "resident.registered",
                #"{"birthYearBand":"\#(born)","sex":"female","tags":[\#(tags)],"consents":[]}"#, about: resident)
            return resident
        }

        func place(
            _ item: String, for resident: ResidentID?, agreed: Int64? = nil, at now: Date? = nil
        ) async throws -> String {
            try await PlaceOrder(orders)(
                "\(package.code)/\(item)", for: resident, agreed: agreed, by: acting, source: nil, at: now ?? self.now)
        }

        func advance(_ step: AdvanceOrder.Step, _ order: String) async throws {
            try await AdvanceOrder(orders)(step, order, by: acting, source: nil, at: now)
        }

        /// Co-payment and group of an order.
        func share(_ order: String) async throws -> [String] {
            let record = try #require(try await ReadOrders(orders).one(order, of: station, as: .person(acting)))
            return ["\(record.line?.copaymentFen ?? 0)", record.line?.group ?? "-"]
        }

        func quote(_ item: String, for resident: ResidentID?) async throws -> Int64? {
            let quote = try await QuoteOrder(orders)(for: resident, by: acting, source: nil, at: now)
            return quote.items.first { $0.item.key == "\(package.code)/\(item)" }?.share.copayment.fen
        }
    }

    private func withDesk(_ code: String, _ body: @Sendable (Desk) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 26) { try await body(try Desk($0, offering: code)) }
    }

    @Test func whatAResidentPaysIsToldBeforeAndStandsInEveryFact() async throws {
        try await withDesk("community-counselling") { desk in
            let resident = try await desk.register("disabled")
            #expect(try await desk.quote("counselling-session", for: resident) == 2200)
            #expect(try await desk.quote("counselling-session", for: nil) == 5500)
            let order = try await desk.place("counselling-session", for: resident, agreed: 2200)
            #expect(try await desk.share(order) == ["2200", "disabled"])
            try await desk.advance(.accept(performer: "station"), order)
            try await desk.advance(.deliver(evidence: "面谈一次"), order)
            #expect(try await desk.share(order) == ["2200", "disabled"])
            try await desk.database.applyEffects()
            let wanted = try await desk.database.texts(
                "SELECT concat_ws(' ', wanted_fen, subsidy_group) FROM order_funding")
            #expect(wanted == ["8800 disabled"])
            // The hub's own orders state what it worked out.
            #expect(
                try await desk.database.number(
                    "SELECT count(*) FROM order_funding_exception WHERE code = 'rate-differs'") == 0)
        }
    }

    @Test func anotherPriceThanWasAgreedIsRefused() async throws {
        try await withDesk("community-counselling") { desk in
            let resident = try await desk.register("low-income")
            await #expect(throws: OrderError.priceDiffers(copaymentFen: 0)) {
                _ = try await desk.place("counselling-session", for: resident, agreed: 5500)
            }
            #expect(try await desk.database.number("SELECT count(*) FROM service_order") == 0)
        }
    }

    @Test func theLastFreeRoundIsTakenOnceAndReturnsWithACancellation() async throws {
        try await withDesk("community-counselling") { desk in
            let resident = try await desk.register()
            #expect(try await desk.quote("intake", for: resident) == 0)
            let orders = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<6 { group.addTask { try await desk.place("intake", for: resident) } }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            var free: [String] = []
            for order in orders where try await desk.share(order) == ["0", "free-round"] { free.append(order) }
            #expect(free.count == 1)
            #expect(try await desk.quote("intake", for: resident) == 3000)
            // Somebody else's is another's, and so is the next cycle's.
            #expect(try await desk.quote("intake", for: try await desk.register()) == 0)
            let next = try await desk.place("intake", for: resident, at: desk.now + 100 * 86_400)
            #expect(try await desk.share(next) == ["0", "free-round"])
            try await desk.advance(.cancel(reason: "居民改期"), try #require(free.first))
            let again = try await desk.place("intake", for: resident)
            #expect(try await desk.share(again) == ["0", "free-round"])
            let one = try await desk.place("intake", for: resident)
            #expect(try await desk.share(one) == ["3000", "-"])
        }
    }

    @Test func nobodyOnRecordHasNoFreeRoundOfOthers() async throws {
        try await withDesk("community-counselling") { desk in
            let (first, second) = (
                try await desk.place("intake", for: nil), try await desk.place("intake", for: nil)
            )
            #expect(try await desk.share(first) == ["3000", "-"])
            #expect(try await desk.share(second) == ["3000", "-"])
        }
    }

    @Test func anEmployersLinePaysAndSeesNobody() async throws {
        try await withDesk("employee-care-plan") { desk in
            let resident = try await desk.register("employee-programme")
            let year = Int(desk.database.configuration.fundingContext.day(desk.now).year)
            let whole = try #require(BudgetLine(fundingLine: "company-purchase", year: year))
            let own = try #require(BudgetLine(fundingLine: "company-purchase", year: year, station: desk.station))
            let context = desk.database.configuration.fundingContext
            try await desk.database.hub.withTransaction(as: .district) { connection in
                let move = MoveBudget(context: context, at: FixedClock.now)
                try await move(
                    .appropriate(whole, document: "合同 1"), fen: 20_000, id: UUID(version7At: FixedClock.now), by: nil,
                    on: connection)
                try await move(
                    .allocate(from: whole, to: own), fen: 20_000, id: UUID(version7At: FixedClock.now), by: nil,
                    on: connection)
            }
            let order = try await desk.place("short-session", for: resident)
            #expect(try await desk.share(order) == ["0", "-"])
            try await desk.advance(.accept(performer: "station"), order)
            try await desk.database.applyEffects()
            let standing = try await desk.database.hub.withTransaction(as: .district, readOnly: true) {
                try await ReadBudget()(year: year, on: $0)
            }
            #expect(standing.filter { $0.reserved > 0 }.map(\.line) == [own])
            #expect(standing.first { $0.line == own }?.reserved == 8000)
            let id = resident.description
            let everything = try await desk.database.everything()
            for table in everything.keys where table.contains("fund") || table.contains("ledger") || table == "voucher"
            {
                #expect(everything[table]?.contains { $0.contains(id) } == false, "\(table)")
            }
        }
    }

    /// What is shown of an order: the code, and what differs.
    private func shown(
        _ desk: Desk, _ order: String, by configuration: DistrictConfiguration? = nil
    ) async throws -> [String] {
        try await desk.database.applyEffects(by: configuration)
        return try await desk.database.texts(
            """
            SELECT concat_ws(' ', e.code, (
                SELECT string_agg(
                    concat_ws(' ', d ->> 'subject', d ->> 'before', d ->> 'after'), ', ' ORDER BY d ->> 'subject')
                FROM jsonb_array_elements(e.differences) d))
            FROM order_funding_exception e WHERE e.order_id = \(order) AND e.code <> 'no-budget-line' ORDER BY 1
            """)
    }

    private func step(_ desk: Desk, _ order: String, _ copaymentFen: Int, _ group: String? = nil) -> String {
        let group = group.map { #","group":"\#($0)""# } ?? ""
        return
            #"{"order":"\#(order)","package":"\#(desk.package.code)","item":"counselling-session","amountFen":11000,"#
            + #""copaymentFen":\#(copaymentFen)\#(group)}"#
    }

    @Test func whatAStationStatesOtherwiseIsShownAndStays() async throws {
        try await withDesk("community-counselling") { desk in
            let resident = try await desk.register("disabled")
            try await desk.node.record("order.placed", step(desk, "right", 2200, "disabled"), about: resident)
            try await desk.node.record("order.accepted", step(desk, "right", 2200, "disabled"), about: resident)
            #expect(try await shown(desk, "right") == [])
            try await desk.node.record("order.accepted", step(desk, "wrong", 0), about: resident)
            #expect(try await shown(desk, "wrong") == ["rate-differs copayment 2200 0, group disabled"])
            let wanted = try await desk.database.texts(
                "SELECT concat_ws(' ', wanted_fen, subsidy_group) FROM order_funding WHERE order_id = 'wrong'")
            #expect(wanted == ["11000"], "what it stated counts")
            // A free round that the rates don't give.
            try await desk.node.record("order.accepted", step(desk, "free", 0, "free-round"), about: resident)
            #expect(try await shown(desk, "free") == ["rate-differs copayment 2200 0, group disabled free-round"])
            // Of somebody who is not registered nothing can be worked out.
            try await desk.node.record("order.accepted", step(desk, "stranger", 0), about: ResidentID())
            try await desk.node.record("order.accepted", step(desk, "nobody", 0), about: nil)
            let others = try await shown(desk, "stranger") + shown(desk, "nobody")
            #expect(others == [])
            // The station placed it, and somebody at the hub goes on with what it stated.
            try await desk.node.record("order.placed", step(desk, "taken", 1, "disabled"), about: resident)
            try await desk.advance(.accept(performer: "station"), "taken")
            #expect(try await desk.share("taken") == ["1", "disabled"])
            #expect(try await shown(desk, "taken") == ["rate-differs copayment 2200 1"])
        }
    }

    /// A station goes on by the version that it agreed to, with packages that the newest one may lack.
    @Test func theShareInAPackageOfAnOlderVersionIsCheckedToo() async throws {
        try await withDesk("community-counselling") { desk in
            var configuration = desk.database.configuration
            let isBringing = { (plugin: PluginData) in plugin.packages.contains { $0.code == desk.package.code } }
            let older = configuration.profiles.values.filter(isBringing)
            configuration.olderVersions = older
            for plugin in older {
                configuration.profiles[plugin.manifest.id]?.packages.removeAll { $0.code == desk.package.code }
            }
            let resident = try await desk.register("disabled")
            try await desk.node.record("order.accepted", step(desk, "old", 0), about: resident)
            let shown = try await shown(desk, "old", by: configuration)
            #expect(shown == ["rate-differs copayment 2200 0, group disabled"])
        }
    }

    /// A page of many residents is looked up at once: what differs is told of each, and of nobody else.
    @Test func everyStepOfAPageIsCheckedAgainstItsOwnResident() async throws {
        try await withDesk("community-counselling") { desk in
            var residents: [ResidentID] = []
            for number in 0..<6 {
                residents.append(try await number.isMultiple(of: 2) ? desk.register("disabled") : desk.register())
            }
            for (number, resident) in residents.enumerated() {
                try await desk.node.record(
                    "order.accepted", step(desk, "o\(number)", 2200, "disabled"), about: resident)
            }
            // A second one of the same resident, who is looked up once.
            try await desk.node.record("order.accepted", step(desk, "o6", 0), about: residents.first)
            for number in residents.indices {
                let expected =
                    number.isMultiple(of: 2) ? [] : ["rate-differs copayment 5500 2200, group disabled"]
                #expect(try await shown(desk, "o\(number)") == expected, "\(number)")
            }
            #expect(try await shown(desk, "o6") == ["rate-differs copayment 2200 0, group disabled"])
        }
    }

    @Test func aCorrectedAcceptanceSaysWhatDiffersAndMovesNothing() async throws {
        try await withDesk("community-counselling") { desk in
            let seq = try await desk.node.record("order.accepted", step(desk, "o1", 1000), about: nil)
            try await desk.database.applyEffects()
            let before = try await desk.database.texts("SELECT f::text FROM order_funding f")
            let replaced = try await desk.node.record(
                "correction", SampleData.correction(of: seq, with: step(desk, "o1", 4000)), about: nil)
            #expect(try await shown(desk, "o1") == ["corrected copayment 1000 4000, government 10000 7000"])
            try await desk.node.record("correction", SampleData.correction(of: seq, with: nil), about: nil)
            let shown = try await shown(desk, "o1")
            #expect(shown.count == 2 && shown.contains { $0.contains("amount 11000") }, "\(shown) \(replaced)")
            #expect(try await desk.database.texts("SELECT f::text FROM order_funding f") == before)
            // An order that is said to have been another one is looked at where the money is.
            let other = try await desk.node.record("order.accepted", step(desk, "o2", 1000), about: nil)
            try await desk.database.applyEffects()
            try await desk.node.record(
                "correction", SampleData.correction(of: other, with: step(desk, "o3", 1000)), about: nil)
            #expect(try await self.shown(desk, "o2") == ["corrected order o2 o3"])
        }
    }
}
