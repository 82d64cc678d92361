import Metrics

/// What the pool reports to swift-metrics.
struct PoolMeters: Sendable {
    let inUse: Gauge
    let idle: Gauge
    let waiting: Gauge
    let acquire: Timer

    init(pool: String) {
        let dimensions = [("pool", pool)]
        inUse = Gauge(label: "postgres_pool_connections_in_use", dimensions: dimensions)
        idle = Gauge(label: "postgres_pool_connections_idle", dimensions: dimensions)
        waiting = Gauge(label: "postgres_pool_requests_waiting", dimensions: dimensions)
        acquire = Timer(label: "postgres_pool_acquire_seconds", dimensions: dimensions)
    }

    func record(_ machine: PoolStateMachine<Connection>) {
        inUse.record(machine.inUseCount)
        idle.record(machine.idleCount)
        waiting.record(machine.waitingCount)
    }
}
