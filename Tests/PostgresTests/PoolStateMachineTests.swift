import Testing

@testable import Postgres

@Suite struct PoolStateMachineTests {
    private typealias Machine = PoolStateMachine<String>
    private let start = ContinuousClock.now

    private func machine(minimum: Int = 0, maximum: Int = 2) -> Machine {
        Machine(
            limits: .init(minimum: minimum, maximum: maximum, idleTimeout: .seconds(60), lifetime: .seconds(600)))
    }

    private func connect(_ action: Machine.RequestAction) -> Int? {
        if case .wait(let connect) = action { return connect }
        return nil
    }

    private func served(_ action: Machine.OfferAction) -> (request: Int, lease: Machine.Lease)? {
        if case .serve(let request, let lease) = action { return (request, lease) }
        return nil
    }

    @Test func opensUpToTheMaximum() {
        var machine = machine()
        #expect(connect(machine.request(1, now: start)) == 1)
        #expect(connect(machine.request(2, now: start)) == 2)
        #expect(connect(machine.request(3, now: start)) == nil)
        #expect(machine.total == 2)
        #expect(machine.waitingCount == 3)
    }

    @Test func servesInTheOrderOfRequests() throws {
        var machine = machine(maximum: 1)
        for request in 1...3 { _ = machine.request(request, now: start) }
        let first = try #require(served(machine.opened(1, "a", now: start)))
        #expect(first.request == 1)
        let (waited, wasServed) = (machine.cancel(2), machine.cancel(1))
        #expect(waited)
        #expect(!wasServed)
        let next = try #require(served(machine.released(first.lease, now: start)))
        #expect(next.request == 3)
    }

    @Test func aNewcomerDoesNotOvertakeThoseWhoWait() throws {
        var machine = machine(maximum: 1)
        _ = machine.request(1, now: start)
        let lease = try #require(served(machine.opened(1, "a", now: start))).lease
        _ = machine.request(2, now: start)
        let overtaken = machine.takeIdle(now: start)
        #expect(overtaken?.id == nil)
        #expect(served(machine.released(lease, now: start))?.request == 2)
    }

    @Test func aBrokenConnectionIsReplacedForThoseWhoWait() throws {
        var machine = machine(maximum: 1)
        _ = machine.request(1, now: start)
        let lease = try #require(served(machine.opened(1, "a", now: start))).lease
        _ = machine.request(2, now: start)
        let replacement = machine.dropped(lease.id)
        #expect(replacement == 2)
        let secondTry = machine.openingFailed(2)
        #expect(secondTry == 3)
        #expect(served(machine.opened(3, "b", now: start))?.request == 2)
    }

    @Test func closesWhatIsOldOrIdleDownToTheMinimum() throws {
        var machine = machine(minimum: 1)
        #expect(machine.maintain(now: start).connect == [1])
        _ = machine.opened(1, "a", now: start)
        _ = machine.takeIdle(now: start)
        let number = try #require(connect(machine.request(1, now: start)))
        let second = try #require(served(machine.opened(number, "b", now: start))).lease
        _ = machine.released(second, now: start)
        _ = machine.released(.init(id: 1, resource: "a", openedAt: start, idleSince: start), now: start)
        #expect(machine.maintain(now: start + .seconds(61)).close.count == 1)
        let late = machine.maintain(now: start + .seconds(601))
        #expect(late.close.count == 1)
        #expect(late.connect.count == 1)
    }

    @Test func refusesAfterShutdownAndWaitsForThoseInUse() throws {
        var machine = machine(maximum: 1)
        _ = machine.request(1, now: start)
        let lease = try #require(served(machine.opened(1, "a", now: start))).lease
        _ = machine.request(2, now: start)
        #expect(machine.shutDown().requests == [2])
        #expect(!machine.isDrained)
        guard case .refuse = machine.request(3, now: start) else {
            Issue.record("not refused")
            return
        }
        guard case .close("a") = machine.released(lease, now: start) else {
            Issue.record("not closed")
            return
        }
        #expect(machine.isDrained)
    }
}
