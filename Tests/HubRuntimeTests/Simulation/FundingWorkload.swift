import Foundation
import TestSupport

/// Makes wishes about the district's money, right ones and wrong ones, from a seed and from what the auditor knows.
///
/// Never from what the database says, so that a seed makes the same wishes again.
struct FundingWorkload {
    let district: SimulatedDistrict
    /// How many steps of orders go into the queue at once, at most.
    let pageSize: Int
    var random: SeededRandom
    /// The hub's clock, in seconds since 1970.
    private(set) var now: Int
    private var made = 0
    private var ids = 0
    private var beginning: [FundingWish] = []

    init(_ district: SimulatedDistrict, pageSize: Int, random: SeededRandom, now: Int) {
        self.district = district
        self.pageSize = pageSize
        self.random = random
        self.now = now
        beginning = firstMoves()
    }

    mutating func pass(_ seconds: Int) { now += seconds }

    /// A UUID of version 7 of this moment; later ones are larger.
    mutating func id() -> UUID {
        ids += 1
        var bytes = random.uuid().uuid
        let milliseconds = UInt64(now) * 1000
        bytes.0 = UInt8(truncatingIfNeeded: milliseconds >> 40)
        bytes.1 = UInt8(truncatingIfNeeded: milliseconds >> 32)
        bytes.2 = UInt8(truncatingIfNeeded: milliseconds >> 24)
        bytes.3 = UInt8(truncatingIfNeeded: milliseconds >> 16)
        bytes.4 = UInt8(truncatingIfNeeded: milliseconds >> 8)
        bytes.5 = UInt8(truncatingIfNeeded: milliseconds)
        bytes.6 = 0x70 | UInt8(truncatingIfNeeded: ids >> 22) & 0x0F
        bytes.7 = UInt8(truncatingIfNeeded: ids >> 14)
        bytes.8 = 0x80 | UInt8(truncatingIfNeeded: ids >> 8) & 0x3F
        bytes.9 = UInt8(truncatingIfNeeded: ids)
        return UUID(uuid: bytes)
    }

    /// What somebody wants next.
    mutating func wish(_ auditor: FundingAuditor) -> FundingWish {
        if !beginning.isEmpty { return beginning.removeFirst() }
        let month = FundingAuditor.month(of: now)
        if let open = auditor.months.filter({ $0.value && $0.key < month }).keys.min(), random.chance(25) {
            return closing(open, auditor)
        }
        switch random.below(100) {
        case 0..<30: return .follow(steps(auditor))
        case 30..<47: return decision(auditor)
        case 47..<58: return claim(auditor)
        case 58..<67: return claimDecision(auditor)
        case 67..<76: return payment(auditor)
        case 76..<80: return giveBack(auditor)
        case 80..<83: return reserveAgain(auditor)
        case 83..<87: return reversal(auditor)
        case 87..<96: return .move(move(auditor))
        case 96, 97: return .close(month.adding(-random.below(3)))
        case 98: return .retry
        default: return .release
        }
    }

    /// Vouchers of a month that is over are decided before it is closed.
    private mutating func closing(_ month: MonthNumber, _ auditor: FundingAuditor) -> FundingWish {
        let left = auditor.waiting.filter { auditor.vouchers[$0]?.month == month }
        return left.isEmpty || random.chance(8) ? .close(month) : decision(auditor, of: left)
    }

    // MARK: Orders

    private mutating func steps(_ auditor: FundingAuditor) -> [OrderStep] {
        // Some pages hold each order once.
        let isPlain = random.chance(50)
        var taken: Set<String> = []
        var steps: [OrderStep] = []
        for _ in 0..<(1 + random.below(pageSize)) {
            let step = step(auditor, steps)
            if isPlain, !taken.insert(step.order).inserted { continue }
            steps.append(step)
        }
        return steps
    }

    private mutating func step(_ auditor: FundingAuditor, _ before: [OrderStep]) -> OrderStep {
        let kind = random.below(100)
        if kind < 42 { return placed() }
        if kind < 46, let again = before.last(where: { _ in random.chance(30) }) {
            // Told twice, by another fact, or what follows in the same page.
            var step = again
            step.fact = id()
            if random.chance(60) { step.kind = .verified }
            return step
        }
        // Most who find no budget give up.
        let givesUp = (80..<88).contains(kind)
        let states: Set<AuditedOrder.State> =
            givesUp && random.chance(75)
            ? [.unfunded]
            : random.chance(85) ? [.reserved] : [.unfunded, .released, .verified, .paid]
        guard let order = anOrder(auditor, in: states) else { return placed() }
        switch kind {
        case 46..<80: return step(.verified, of: order, fen: verified(order))
        case 80..<88: return step(.cancelled, of: order, fen: order.wanted)
        case 88..<92: return step(.accepted, of: order, fen: order.wanted + Int64(random.below(8000)))
        case 92..<95: return step(.accepted, of: order, fen: max(0, order.wanted - Int64(random.below(3000))))
        default:
            var step = placed()
            step.kind = random.chance(50) ? .verified : .cancelled
            return step
        }
    }

    private mutating func anOrder(_ auditor: FundingAuditor, in states: Set<AuditedOrder.State>) -> AuditedOrder? {
        if auditor.lately.isEmpty { return nil }
        var found: AuditedOrder?
        for _ in 0..<6 {
            found = auditor.orders[auditor.lately[random.below(auditor.lately.count)]]
            if let found, states.contains(found.state) { break }
        }
        return found
    }

    private mutating func verified(_ order: AuditedOrder) -> Int64 {
        switch random.below(100) {
        case 0..<60: order.wanted
        case 60..<85: max(1, order.wanted - Int64(random.below(5000)))
        case 85..<97: order.wanted + Int64(1 + random.below(4000))
        default: 0
        }
    }

    private mutating func placed() -> OrderStep {
        made += 1
        let name = "o" + String(String(made + 10_000_000).dropFirst())
        let package =
            random.chance(1) ? "no-such-package" : district.packages[random.below(district.packages.count)].code
        let fen =
            random.below(1000) < 3
            ? Int64(4_500_000 + random.below(1_500_000))
            : random.chance(1) ? 0 : Int64(1000 + random.below(40_000))
        return OrderStep(
            kind: .accepted, order: name, station: district.stations[random.below(district.stations.count)],
            package: package, performer: random.chance(20) ? "department:civil-affairs" : nil, fen: fen,
            occurred: occurred(), fact: id())
    }

    private mutating func step(_ kind: OrderStep.Kind, of order: AuditedOrder, fen: Int64) -> OrderStep {
        OrderStep(
            kind: kind, order: order.name, station: order.station, package: order.package,
            performer: random.chance(5) ? "department:civil-affairs" : nil, fen: fen, occurred: occurred(), fact: id())
    }

    /// Mostly today, sometimes late for a month that is closed, and by clocks that are wrong by a year.
    private mutating func occurred() -> Int {
        switch random.below(100) {
        case 0..<90: now - random.below(36_000)
        case 90..<98: now - 86_400 * (1 + random.below(75))
        case 98: now + 86_400 * 365
        default: now - 86_400 * 365
        }
    }
}
