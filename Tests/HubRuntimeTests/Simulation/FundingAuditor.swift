import Foundation
import HubModel

/// Predicts what becomes of wishes about the district's money, by rules written from the specification alone.
///
/// Asked twice for one wish it answers as to somebody who repeats it.
struct FundingAuditor {
    let district: SimulatedDistrict
    private(set) var now = 0
    var months: [MonthNumber: Bool] = [:]
    var lines: [LineName: AuditedLine] = [:]
    private(set) var orders: [String: AuditedOrder] = [:]
    private(set) var vouchers: [String: AuditedVoucher] = [:]
    var claims: [UUID: AuditedClaim] = [:]
    /// What counts in the books, by month, and what waits.
    var books: [BookPlace: [MonthNumber: AuditedSums]] = [:]
    var aside: [BookPlace: AuditedSums] = [:]
    var numbers: [MonthNumber: Int] = [:]
    /// Events by their codes, and those that somebody named.
    var events: [String: Int] = [:]
    var done: Set<UUID> = []
    var documents: Set<String> = []
    /// Steps of orders that are shown to somebody.
    var shown: [String: Int] = [:]
    var shownFacts: Set<String> = []

    // What may be asked for next, in an order that the wishes alone decide.
    private(set) var lately: [String] = []
    private(set) var owed: [String] = []
    var waiting: [String] = []
    var vouched: [String] = []
    var claimed: [UUID] = []
    private(set) var unfunded: Set<String> = []
    private(set) var reserved: Set<String> = []

    init(_ district: SimulatedDistrict) { self.district = district }

    mutating func answer(to wish: FundingWish, at now: Int) -> String {
        self.now = now
        switch wish {
        case .follow(let steps):
            follow(steps)
            return standing(of: steps)
        case .retry: return retry(Array(unfunded))
        case .release: return release()
        case .move(let move): return answer(to: move)
        case .decide(let keys, let approves, let person): return decide(keys, approves: approves, by: person)
        case .claim(let names, let station, let id): return claim(names, of: station, id: id)
        case .withdraw(let id, _): return withdraw(id)
        case .decideClaim(let id, let approves): return approves ? approveClaim(id) : rejectClaim(id)
        case .pay(let id, let method, let event): return pay(id, method, event)
        case .giveBack(let id, let names, let event): return giveBack(id, names, event)
        case .reserveAgain(let name, _, let event): return reserveAgain(name, event)
        case .reverse(let key, let event): return reverse(key, event)
        case .close(let month): return close(month)
        }
    }

    /// How orders stand, by their names.
    func standing(of steps: [OrderStep]) -> String {
        Set(steps.map(\.order)).sorted().compactMap { name in orders[name].map { "\(name) \($0.text)" } }
            .joined(separator: "\n")
    }

    mutating func keep(_ order: AuditedOrder) {
        let name = order.name
        if orders[name] == nil { lately.append(name) }
        if order.state == .verified, orders[name]?.state != .verified { owed.append(name) }
        orders[name] = order
        if order.state == .unfunded { unfunded.insert(name) } else { unfunded.remove(name) }
        if order.state == .reserved { reserved.insert(name) } else { reserved.remove(name) }
    }

    mutating func keep(_ voucher: AuditedVoucher) {
        if vouchers[voucher.key] == nil { waiting.append(voucher.key) }
        if voucher.state == .approved, vouchers[voucher.key]?.state == .waiting { vouched.append(voucher.key) }
        vouchers[voucher.key] = voucher
    }

    /// Leaves what is of no interest any more out of what may be asked for next.
    mutating func forget() {
        lately = Array(
            lately.filter { [.unfunded, .reserved].contains(orders[$0]?.state) || Int($0.suffix(1)) == 0 }.suffix(4000))
        owed = Array(owed.filter { orders[$0]?.state == .verified && orders[$0]?.claim == nil }.suffix(4000))
        waiting = waiting.filter { vouchers[$0]?.state == .waiting }
        vouched = Array(vouched.suffix(2000))
        claimed = Array(claimed.suffix(600))
    }

    // MARK: Months

    /// The month of a moment in the district, eight hours ahead.
    static func month(of seconds: Int) -> MonthNumber {
        let day = CivilDate(daysSinceEpoch: Int64((Double(seconds + 8 * 3600) / 86_400).rounded(.down)))
        return MonthNumber(year: Int(day.year), month: day.month)
    }

    var today: MonthNumber { Self.month(of: now) }

    /// Whoever books opens the month of today.
    mutating func openToday() { if months[today] == nil { months[today] = true } }

    /// The month in which something is booked: its own, never one to come, or the next that is open.
    func booking(of occurred: Int) -> MonthNumber {
        let month = min(Self.month(of: occurred), today)
        if month == today || months[month] == true { return month }
        return months.filter { $0.value && $0.key > month }.keys.min() ?? today
    }

    private mutating func close(_ month: MonthNumber) -> String {
        guard month < today else { return "notOver" }
        guard months[month] == true else { return "notOpen" }
        let left = waiting.count { vouchers[$0]?.month == month && vouchers[$0]?.state == .waiting }
        guard left == 0 else { return "vouchersWait \(left)" }
        guard !months.contains(where: { $0.key < month && $0.value }) else { return "earlierOpen" }
        months[month] = false
        return "closed"
    }

    /// - Parameter fact: nil when no fact tells of it.
    mutating func show(_ code: String, _ fact: UUID?) {
        if let fact, !shownFacts.insert("\(fact) \(code)").inserted { return }
        shown[code, default: 0] += 1
    }
}
