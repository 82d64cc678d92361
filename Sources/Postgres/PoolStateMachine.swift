/// The decisions of a pool, without connections, clocks or locks.
///
/// Requests are served in the order in which they came; a connection that was used last is handed out first.
struct PoolStateMachine<Resource> {
    typealias Instant = ContinuousClock.Instant

    struct Limits {
        var minimum: Int
        var maximum: Int
        /// A connection that waited longer in vain is closed, down to the minimum.
        var idleTimeout: Duration
        /// A connection older than this is not handed out again.
        var lifetime: Duration
    }

    /// A connection and what the pool knows about it.
    struct Lease {
        let id: Int
        let resource: Resource
        let openedAt: Instant
        var idleSince: Instant
    }

    enum RequestAction {
        case lease(Lease)
        /// The request waits; with a number, a connection is to be opened under it.
        case wait(connect: Int?)
        case refuse
    }

    enum OfferAction {
        case serve(Int, Lease)
        case keep
        case close(Resource)
    }

    struct Maintenance {
        var close: [Resource] = []
        var connect: [Int] = []
    }

    private(set) var limits: Limits
    private var idle: [Lease] = []
    private var queue: [Int] = []
    private var queueStart = 0
    private var waiting: Set<Int> = []
    private var leased: Set<Int> = []
    private var connecting: Set<Int> = []
    private var lastConnection = 0
    private(set) var isShutDown = false

    init(limits: Limits) {
        self.limits = limits
    }

    var inUseCount: Int { leased.count }
    var idleCount: Int { idle.count }
    var waitingCount: Int { waiting.count }
    var connectingCount: Int { connecting.count }
    var total: Int { leased.count + idle.count + connecting.count }
    var isDrained: Bool { isShutDown && leased.isEmpty && connecting.isEmpty && idle.isEmpty }

    /// An idle connection at once, when nobody waits for one.
    mutating func takeIdle(now: Instant) -> Lease? {
        guard !isShutDown, waiting.isEmpty, let lease = idle.popLast() else { return nil }
        leased.insert(lease.id)
        return lease
    }

    mutating func request(_ id: Int, now: Instant) -> RequestAction {
        if isShutDown { return .refuse }
        if let lease = takeIdle(now: now) { return .lease(lease) }
        waiting.insert(id)
        queue.append(id)
        return .wait(connect: connectionToOpen())
    }

    /// - Returns: whether the request was still waiting.
    mutating func cancel(_ id: Int) -> Bool {
        waiting.remove(id) != nil
    }

    mutating func opened(_ id: Int, _ resource: Resource, now: Instant) -> OfferAction {
        connecting.remove(id)
        return offer(Lease(id: id, resource: resource, openedAt: now, idleSince: now), now: now)
    }

    /// - Returns: the number under which to try again, when somebody still waits.
    mutating func openingFailed(_ id: Int) -> Int? {
        connecting.remove(id)
        return isShutDown ? nil : connectionToOpen()
    }

    /// A connection came back in order.
    mutating func released(_ lease: Lease, now: Instant) -> OfferAction {
        leased.remove(lease.id)
        if now - lease.openedAt >= limits.lifetime { return .close(lease.resource) }
        return offer(lease, now: now)
    }

    /// A connection came back broken, or was closed.
    ///
    /// - Returns: the number under which to open another one, when somebody waits.
    mutating func dropped(_ id: Int) -> Int? {
        leased.remove(id)
        return connectionToOpen()
    }

    /// What is due: connections too old or too long idle to close, and connections to open up to the minimum.
    mutating func maintain(now: Instant) -> Maintenance {
        var work = Maintenance()
        if isShutDown { return work }
        var kept: [Lease] = []
        var closable = max(0, total - limits.minimum)
        for lease in idle {
            let isOld = now - lease.openedAt >= limits.lifetime
            let isUnused = now - lease.idleSince >= limits.idleTimeout && closable > 0
            if isOld || isUnused {
                work.close.append(lease.resource)
                closable = max(0, closable - 1)
            } else {
                kept.append(lease)
            }
        }
        idle = kept
        while total < min(limits.minimum, limits.maximum) { work.connect.append(newConnection()) }
        return work
    }

    /// Refuses from now on.
    ///
    /// - Returns: the requests that wait and the connections that are idle.
    mutating func shutDown() -> (requests: [Int], resources: [Resource]) {
        isShutDown = true
        let requests = queue[queueStart...].filter { waiting.contains($0) }
        let resources = idle.map(\.resource)
        waiting = []
        queue = []
        queueStart = 0
        idle = []
        return (requests, resources)
    }

    private mutating func offer(_ lease: Lease, now: Instant) -> OfferAction {
        if isShutDown { return .close(lease.resource) }
        if let request = nextRequest() {
            leased.insert(lease.id)
            return .serve(request, lease)
        }
        var lease = lease
        lease.idleSince = now
        idle.append(lease)
        return .keep
    }

    private mutating func nextRequest() -> Int? {
        while queueStart < queue.count {
            let request = queue[queueStart]
            queueStart += 1
            if queueStart > 64, queueStart * 2 > queue.count {
                queue.removeFirst(queueStart)
                queueStart = 0
            }
            if waiting.remove(request) != nil { return request }
        }
        return nil
    }

    private mutating func connectionToOpen() -> Int? {
        guard !isShutDown, waiting.count > connecting.count, total < limits.maximum else { return nil }
        return newConnection()
    }

    private mutating func newConnection() -> Int {
        lastConnection += 1
        connecting.insert(lastConnection)
        return lastConnection
    }
}

extension PoolStateMachine: Sendable where Resource: Sendable {}
extension PoolStateMachine.Lease: Sendable where Resource: Sendable {}
extension PoolStateMachine.RequestAction: Sendable where Resource: Sendable {}
extension PoolStateMachine.OfferAction: Sendable where Resource: Sendable {}
