import Postgres
import Testing

@Suite(.timeLimit(.minutes(1))) struct ListenerTests {
    @Test func notificationsArriveAndALossIsAnnounced() async throws {
        var configuration = try await TestServer.configuration()
        configuration.applicationName = "listener under test"
        let listener = try Listener(configuration)
        let running = Task { try await listener.run() }
        var events = listener.events(on: "orders").makeAsyncIterator()
        #expect(await events.next() == .listening(afterLoss: false))
        try await TestServer.withConnection { other in
            _ = try await other.execute("SELECT pg_notify('orders', 'one')")
        }
        guard case .notification(let first) = await events.next() else {
            Issue.record("no notification")
            return
        }
        #expect(first.channel == "orders")
        #expect(first.payload == "one")
        try await TestServer.withConnection { other in
            _ = try await other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'listener under test'")
        }
        #expect(await events.next() == .listening(afterLoss: true))
        try await TestServer.withConnection { other in _ = try await other.execute("NOTIFY orders, 'two'") }
        guard case .notification(let second) = await events.next() else {
            Issue.record("no notification")
            return
        }
        #expect(second.payload == "two")
        running.cancel()
        try await running.value
        #expect(await events.next() == nil)
    }
}
