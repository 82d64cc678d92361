import DistrictConfig
import FactLog
import Foundation
import HubModel
import HubRuntime
import Indicators
import Postgres
import Protection
import Services
import TestSupport
import Testing

/// Service orders at the hub on the real database: placed, taken further, verified by links and codes.
@Suite(.timeLimit(.minutes(5))) struct OrderTests {
    /// A station's desk.
    private struct Desk {
        let database: TestDatabase
        let orders: OrderDesk
        let acting: Principal.Acting
        let station: StationCode
        let now = FixedClock.now

        func place(for resident: ResidentID? = nil) async throws -> String {
            let item = try #require(PlaceOrder(orders).catalogue(of: station)?.first)
            return try await PlaceOrder(orders)(item.key, for: resident, by: acting, source: nil, at: now)
        }

        func advance(_ step: AdvanceOrder.Step, _ order: String) async throws {
            try await AdvanceOrder(orders)(step, order, by: acting, source: nil, at: now)
        }

        func deliver(_ order: String) async throws {
            try await advance(.accept(performer: "department:civil-affairs"), order)
            try await advance(.deliver(evidence: "上门探望一小时"), order)
        }

        func token(for order: String) async throws -> OrderToken {
            let made = try await MakeOrderLink(orders).verifying(
                order, asCode: false, by: acting, source: nil, at: now)
            guard case .link(let token, _) = made else { throw MissingFixture(name: "a link") }
            return token
        }

        func code(for order: String) async throws -> String {
            let made = try await MakeOrderLink(orders).verifying(order, asCode: true, by: acting, source: nil, at: now)
            guard case .code(let code, _) = made else { throw MissingFixture(name: "a code") }
            return code
        }

        func find(_ token: OrderToken, after seconds: Double = 0) async throws -> OrderLink {
            try await FindOrderLink(database: database.hub, keys: database.keys)(token, at: now + seconds)
        }

        func find(code: String, of order: String, after seconds: Double = 0) async throws -> OrderLink {
            try await FindOrderLink(database: database.hub, keys: database.keys)(
                code: code, of: order, at: station, at: now + seconds)
        }

        func verify(_ link: OrderLink, _ outcome: OrderLinkOutcome = .confirmed) async throws {
            try await VerifyOrder(orders)(outcome, with: link, source: nil, at: now)
        }

        func read(_ order: String) async throws -> OrderRecord? {
            try await ReadOrders(orders).one(order, of: station, as: .person(acting))
        }
    }

    private func desk(_ database: TestDatabase, _ number: Int) throws -> Desk {
        let station = try StationCode.number(number)
        let assignment = try #require(RoleAssignment(.stationStaff, at: .station(station)))
        return Desk(
            database: database,
            orders: OrderDesk(
                database: database.hub, rules: database.rules, keys: database.keys,
                configuration: ConfigurationInForce(database.configuration),
                timeZone: TimeZone(identifier: database.configuration.district.timeZone) ?? .gmt),
            acting: Principal.Acting(account: UUID(), assignment: assignment), station: station)
    }

    private func withDesk(_ body: @Sendable (Desk) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 2) { try await body(try desk($0, 1)) }
    }

    @Test func anOrderGoesItsWay() async throws {
        try await withDesk { desk in
            let resident = ResidentID()
            let order = try await desk.place(for: resident)
            try await desk.deliver(order)
            try await desk.verify(try await desk.find(try await desk.token(for: order)))
            let record = try #require(try await desk.read(order))
            #expect(record.state == .verified)
            #expect(record.subject == resident)
            #expect(record.steps.map(\.kind) == [.placed, .accepted, .delivered, .verified])
            #expect(record.steps[2].evidence == "上门探望一小时")
            #expect(record.steps[3].evidence == "one-time-link")
            #expect(record.steps[0].actor == "staff:\(desk.acting.account.uuidString.lowercased())")
            #expect(record.steps[3].actor.hasPrefix("resident-link:"))
            #expect(record.line?.performer == "department:civil-affairs")
            let price = try #require(PlaceOrder(desk.orders).catalogue(of: desk.station)?.first?.price)
            #expect(record.line?.amountFen == price.fen)
            #expect(try await desk.database.amounts(.orderStates, of: desk.station) == ["verified": 1])
            #expect(try await desk.database.amounts(.orderAmounts, of: desk.station) == ["verified": price.fen])
            #expect(try await desk.database.rollupDifferences().isEmpty)
            #expect(try await desk.database.number("SELECT count(*) FROM quarantine") == 0)
        }
    }

    @Test func aLinkWorksOnceAlsoForMany() async throws {
        try await withDesk { desk in
            let order = try await desk.place()
            try await desk.deliver(order)
            let link = try await desk.find(try await desk.token(for: order))
            let won = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        do {
                            try await desk.verify(link, number.isMultiple(of: 4) ? .denied : .confirmed)
                            return true
                        } catch {
                            let isExpected =
                                (error as? OrderLinkError) == .used || (error as? OrderError) == .verified
                            #expect(isExpected, "\(error)")
                            return false
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(won == 1)
            #expect(try await desk.database.number("SELECT count(*) FROM fact WHERE kind = 'order.verified'") <= 1)
            #expect(try await desk.database.number("SELECT count(*) FROM order_link WHERE used_at IS NOT NULL") == 1)
            #expect(try await desk.database.rollupDifferences().isEmpty)
        }
    }

    @Test func aLinkToOrderWorksOnceAlsoForMany() async throws {
        try await withDesk { desk in
            let resident = ResidentID()
            let made = try await MakeOrderLink(desk.orders).placing(
                for: resident, by: desk.acting, source: nil, at: desk.now)
            guard case .link(let token, _) = made else { throw MissingFixture(name: "a link") }
            let link = try await desk.find(token)
            let item = try #require(PlaceOrder(desk.orders).catalogue(of: desk.station)?.last)
            let placed = await withTaskGroup(of: String?.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try? await PlaceOrder(desk.orders)(item.key, with: link, source: nil, at: desk.now)
                    }
                }
                return await group.reduce(into: [String]()) { all, one in if let one { all.append(one) } }
            }
            #expect(placed.count == 1)
            let record = try #require(try await desk.read(placed[0]))
            #expect(record.subject == resident)
            #expect(record.line?.item == item.item)
            await #expect(throws: OrderLinkError.used) { _ = try await desk.find(token) }
        }
    }

    @Test func linksEnd() async throws {
        try await withDesk { desk in
            let order = try await desk.place()
            await #expect(throws: OrderError.notDelivered) { _ = try await desk.token(for: order) }
            try await desk.deliver(order)
            let first = try await desk.token(for: order)
            let second = try await desk.token(for: order)
            await #expect(throws: OrderLinkError.replaced) { _ = try await desk.find(first) }
            _ = try await desk.find(second, after: MakeOrderLink.linkSeconds - 1)
            await #expect(throws: OrderLinkError.expired) {
                _ = try await desk.find(second, after: MakeOrderLink.linkSeconds)
            }
            await #expect(throws: OrderLinkError.unknown) { _ = try await desk.find(OrderToken()) }
            // Nothing comes after a cancellation, also by a link that was found before it.
            let link = try await desk.find(second)
            try await desk.advance(.cancel(reason: "居民改期"), order)
            await #expect(throws: OrderError.cancelled) { try await desk.verify(link) }
            #expect(try await desk.database.number("SELECT count(*) FROM order_link WHERE used_at IS NOT NULL") == 0)
        }
    }

    @Test func aCodeIsReadOutAndCanBeTriedFiveTimes() async throws {
        try await withDesk { desk in
            let order = try await desk.place()
            try await desk.deliver(order)
            let code = try await desk.code(for: order)
            #expect(code.count == 6)
            let wrong = code == "000000" ? "000001" : "000000"
            for _ in 0..<4 {
                await #expect(throws: OrderLinkError.wrongCode) { _ = try await desk.find(code: wrong, of: order) }
            }
            let link = try await desk.find(code: code, of: order)
            await #expect(throws: OrderLinkError.wrongCode) { _ = try await desk.find(code: code, of: order) }
            try await desk.verify(link)
            #expect(try await desk.read(order)?.steps.last?.evidence == "one-time-code")
            let other = try await desk.place()
            try await desk.deliver(other)
            let late = try await desk.code(for: other)
            await #expect(throws: OrderLinkError.wrongCode) {
                _ = try await desk.find(code: late, of: other, after: MakeOrderLink.codeSeconds)
            }
            await #expect(throws: OrderLinkError.wrongCode) { _ = try await desk.find(code: late, of: order) }
        }
    }

    @Test func whatWasNotReceivedStaysDelivered() async throws {
        try await withDesk { desk in
            let order = try await desk.place()
            try await desk.deliver(order)
            try await desk.verify(try await desk.find(try await desk.token(for: order)), .denied)
            let record = try #require(try await desk.read(order))
            #expect(record.state == .delivered)
            #expect(record.deniedAt == desk.now)
            try await desk.verify(try await desk.find(try await desk.token(for: order)))
            #expect(try await desk.read(order)?.state == .verified)
        }
    }

    @Test func anotherStationsOrderIsNotThere() async throws {
        try await TestDatabase.with(stations: 2) { database in
            let (own, other) = (try desk(database, 1), try desk(database, 2))
            let order = try await own.place()
            for step in [
                AdvanceOrder.Step.accept(performer: "station"), .deliver(evidence: "done"), .cancel(reason: "why"),
            ] {
                await #expect(throws: OrderError.unknownOrder) { try await other.advance(step, order) }
            }
            try await own.deliver(order)
            await #expect(throws: OrderError.unknownOrder) { _ = try await other.token(for: order) }
            #expect(try await other.read(order) == nil)
            #expect(try await ReadOrders(own.orders).one(order, of: own.station, as: .person(other.acting)) == nil)
            #expect(try await ReadOrders(own.orders)(of: own.station, as: .person(other.acting)).orders.isEmpty)
            // Somebody of the bureau has no desk.
            let director = Principal.Acting(
                account: UUID(), assignment: try #require(RoleAssignment(.director, at: .bureau)))
            await #expect(throws: OrderError.unknownOrder) {
                try await AdvanceOrder(own.orders)(
                    .cancel(reason: "why"), order, by: director, source: nil, at: own.now)
            }
        }
    }

    @Test func whoPresentsALinkSeesThatRowAlone() async throws {
        try await withDesk { desk in
            var digests: [String] = []
            for _ in 0..<2 {
                let order = try await desk.place()
                try await desk.deliver(order)
                _ = try await desk.token(for: order)
            }
            digests = try await desk.database.texts("SELECT encode(token_digest, 'hex') FROM order_link ORDER BY 1")
            let presented = Principal.orderLink(digestHex: digests[0], writing: nil)
            let seen = try await desk.database.hub.withTransaction(as: presented, role: .ingest) { connection in
                try await connection.rows("SELECT encode(token_digest, 'hex') FROM order_link", as: String.self)
            }
            #expect(seen == [digests[0]])
            for table in ["fact", "service_order", "watermark", "subject_key"] {
                let rows = try await desk.database.hub.withTransaction(as: presented, role: .ingest) { connection in
                    try await connection.first("SELECT count(*) FROM \(identifier: table)", as: Int64.self)
                }
                #expect(rows == 0, "\(table)")
            }
        }
    }

    @Test func aStationsOwnOrdersGoOnAtTheHubAndAreListed() async throws {
        try await withDesk { desk in
            var book = StationBook(desk.station)
            for number in 1...5 {
                try book.record(
                    "order.placed", SampleData.order("of-station-\(number)"), at: desk.now - Double(number) * 3_600)
            }
            try await desk.database.send(book)
            try await desk.advance(.accept(performer: "station"), "of-station-1")
            let read = ReadOrders(desk.orders)
            let first = try await read(of: desk.station, limit: 3, as: .person(desk.acting))
            #expect(first.orders.map(\.order) == ["of-station-1", "of-station-2", "of-station-3"])
            #expect(first.packages == ["companion"])
            let rest = try await read(of: desk.station, after: first.next, limit: 3, as: .person(desk.acting))
            #expect(rest.orders.map(\.order) == ["of-station-4", "of-station-5"])
            #expect(rest.next == nil)
            let accepted = try await read(of: desk.station, .init(state: .accepted), as: .person(desk.acting))
            #expect(accepted.orders.map(\.order) == ["of-station-1"])
            let oldest = try await read(of: desk.station, .init(oldestFirst: true), limit: 1, as: .person(desk.acting))
            #expect(oldest.orders.map(\.order) == ["of-station-5"])
            #expect(try await read(of: desk.station, .init(package: "none"), as: .person(desk.acting)).orders.isEmpty)
        }
    }

    @Test func whatIsMissingOrNotOfferedIsSaid() async throws {
        try await withDesk { desk in
            await #expect(throws: OrderError.notOffered) {
                _ = try await PlaceOrder(desk.orders)(
                    "no/such", for: nil, by: desk.acting, source: nil, at: desk.now)
            }
            let order = try await desk.place()
            await #expect(throws: OrderError.invalidPerformer) {
                try await desk.advance(.accept(performer: "Department of X"), order)
            }
            await #expect(throws: OrderError.missingReason) { try await desk.advance(.cancel(reason: " "), order) }
            await #expect(throws: OrderError.notAccepted) { try await desk.advance(.deliver(evidence: "done"), order) }
            await #expect(throws: OrderError.missingEvidence) {
                try await desk.advance(.deliver(evidence: ""), order)
            }
            #expect(try await desk.read(order)?.state == .placed)
        }
    }

    @Test func erasingAResidentTakesOrdersAndLinksToo() async throws {
        try await withDesk { desk in
            let resident = ResidentID()
            let order = try await desk.place(for: resident)
            _ = try await MakeOrderLink(desk.orders).placing(
                for: resident, by: desk.acting, source: nil, at: desk.now)
            _ = try await EraseSubject(
                database: desk.database.hub, rules: desk.database.rules, keys: desk.database.keys,
                now: { FixedClock.now })(resident, of: desk.station)
            #expect(try await desk.read(order) == nil)
            #expect(try await desk.database.number("SELECT count(*) FROM order_link") == 0)
            #expect(try await desk.database.rollupDifferences().isEmpty)
        }
    }
}
