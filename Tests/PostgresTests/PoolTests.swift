import Logging
import Postgres
import ServiceLifecycle
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct PoolTests {
    /// Lets a test hold a connection until it says so.
    private func gate() -> (AsyncStream<Void>, AsyncStream<Void>.Continuation) {
        AsyncStream.makeStream(of: Void.self)
    }

    private final class Order: Sendable {
        let numbers = Mutex<[Int]>([])
    }

    private func until(_ condition: () -> Bool) async {
        // A test that ran out of its time must not go on spinning beside the others.
        while !condition(), !Task.isCancelled { await Task.yield() }
    }

    @Test func waitingEndsAfterTheLimit() async throws {
        let pool = try await TestServer.pool(1) { $0.waitLimit = .seconds(5) }
        let error = await #expect(throws: PostgresError.self) {
            try await pool.withConnection { _ in
                try await pool.withConnection { _ in }
            }
        }
        #expect(error?.code == .timeout)
        #expect(pool.status.waiting == 0)
        try await pool.withConnection { connection in _ = try await connection.execute("SELECT 1") }
        await pool.shutDown()
    }

    @Test func anUnreachableServerIsTheCauseOfTheTimeout() async throws {
        var configuration = PoolConfiguration(
            connection: ConnectionConfiguration(hosts: [.init("/nowhere")], database: "x", user: "x"))
        configuration.waitLimit = .milliseconds(100)
        let pool = Pool(configuration)
        let error = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
        #expect(error?.code == .timeout)
        #expect((error?.underlying as? PostgresError)?.code == .connectionFailed)
        await pool.shutDown()
    }

    @Test func thoseWhoWaitAreServedInTheirOrder() async throws {
        let pool = try await TestServer.pool(1)
        let (release, opener) = gate()
        let order = Order()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await pool.withConnection { _ in for await _ in release { break } }
            }
            await until { pool.status.inUse == 1 }
            for number in 0..<10 {
                group.addTask {
                    try await pool.withConnection { _ in order.numbers.withLock { $0.append(number) } }
                }
                await until { pool.status.waiting == number + 1 }
            }
            opener.finish()
            try await group.waitForAll()
        }
        #expect(order.numbers.withLock { $0 } == Array(0..<10))
        await pool.shutDown()
    }

    @Test func aCancelledWaiterLeavesTheQueue() async throws {
        let pool = try await TestServer.pool(1)
        let (release, opener) = gate()
        let holder = Task { try await pool.withConnection { _ in for await _ in release { break } } }
        await until { pool.status.inUse == 1 }
        let waiter = Task { try await pool.withConnection { _ in } }
        await until { pool.status.waiting == 1 }
        waiter.cancel()
        let error = await #expect(throws: PostgresError.self) { try await waiter.value }
        #expect(error?.code == .cancelled)
        #expect(pool.status.waiting == 0)
        opener.finish()
        try await holder.value
        await pool.shutDown()
    }

    @Test func gracefulShutdownWaitsForThoseInUse() async throws {
        let pool = try await TestServer.pool(2) { $0.minimumSize = 1 }
        let (release, opener) = gate()
        let group = ServiceGroup(
            configuration: .init(services: [pool], gracefulShutdownSignals: [], logger: Logger(label: "test")))
        let running = Task { try await group.run() }
        await until { pool.status.idle == 1 }
        let holder = Task {
            try await pool.withConnection { connection in
                for await _ in release { break }
                return try await connection.first("SELECT 11", as: Int.self)
            }
        }
        await until { pool.status.inUse == 1 }
        await group.triggerGracefulShutdown()
        var code: PostgresError.Code?
        while code != .poolClosed {
            do {
                try await pool.withConnection { _ in }
            } catch let error as PostgresError {
                code = error.code
            }
        }
        #expect(pool.status.inUse == 1)
        opener.finish()
        #expect(try await holder.value == 11)
        try await running.value
        let status = pool.status
        #expect((status.inUse, status.idle, status.waiting, status.connecting) == (0, 0, 0, 0))
    }

    @Test func aTransactionLeftOpenByHandIsRolledBack() async throws {
        let pool = try await TestServer.pool(1)
        try await pool.withConnection { connection in
            try await connection.execute("BEGIN")
            _ = try await connection.execute("CREATE TABLE left_open (n int)")
        }
        let found = try await pool.withConnection {
            try await $0.first("SELECT to_regclass('left_open') IS NULL", as: Bool.self)
        }
        #expect(found == true)
        await pool.shutDown()
    }
}
