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
}
