import Foundation

/// Something that somebody wants of the district's money, in one transaction.
enum FundingWish: Sendable {
    case follow([OrderStep])
    /// The hub tries orders again that no budget stood behind, and gives idle reservations back.
    case retry, release
    case move(BudgetMove)
    /// By their keys, in the order of their numbers.
    case decide([String], approves: Bool, by: SimulatedDistrict.Person)
    case claim([String], of: String, id: UUID)
    case withdraw(UUID, of: String)
    case decideClaim(UUID, approves: Bool)
    case pay(UUID, method: String, event: UUID)
    case giveBack(UUID, orders: [String], event: UUID)
    case reserveAgain(String, of: String, event: UUID)
    case reverse(String, event: UUID)
    case close(MonthNumber)
}

/// A step of an order, as a fact tells it.
struct OrderStep: Hashable, Sendable {
    enum Kind: String, Sendable {
        case accepted, verified, cancelled
        /// The hub's own.
        case retried, expired
    }

    var kind: Kind
    var order: String
    var station: String
    var package: String
    var performer: String?
    var fen: Int64
    /// Seconds since 1970.
    var occurred: Int
    /// Nil of the hub's own steps.
    var fact: UUID?
}

/// A budget line by what it pays for.
struct LineName: Hashable, Sendable {
    /// Nil is the district's own.
    var station: String?
    var money: String
    var first: MonthNumber
    var last: MonthNumber
}

/// A wish of a finance officer about budget lines.
struct BudgetMove: Sendable {
    enum Kind: String, Sendable {
        case appropriate, allocate, adjust, freeze, unfreeze
    }

    var kind: Kind
    var from: LineName
    var to: LineName?
    var fen: Int64
    /// The document, or the reason.
    var words: String
    var id: UUID
}

/// A month of the calendar, counted from the year 0.
struct MonthNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    var number: Int

    init(year: Int, month: Int) { number = year * 12 + month - 1 }

    var year: Int { number / 12 }
    var month: Int { number % 12 + 1 }
    /// `2026-03`.
    var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

    static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    func adding(_ months: Int) -> MonthNumber {
        var moved = self
        moved.number += months
        return moved
    }
}

extension FundingWish {
    var kind: String {
        switch self {
        case .follow: "orders"
        case .retry: "retry"
        case .release: "release"
        case .move(let move): move.kind.rawValue
        case .decide(_, let approves, _): approves ? "approve" : "reject"
        case .claim: "claim"
        case .withdraw: "withdraw"
        case .decideClaim(_, let approves): approves ? "approve claim" : "reject claim"
        case .pay: "pay"
        case .giveBack: "give back"
        case .reserveAgain: "reserve again"
        case .reverse: "reverse"
        case .close: "close month"
        }
    }

    /// How many events it counts as.
    var count: Int {
        switch self {
        case .follow(let steps): steps.count
        case .decide(let vouchers, _, _): vouchers.count
        default: 1
        }
    }

    /// Whether it comes to the same when nobody knows if it was done once already: trying orders again may find what the
    /// first attempt left.
    var isRepeatable: Bool {
        switch self {
        case .retry: false
        case .move(let move): move.kind == .freeze || (move.to ?? move.from).station == nil
        default: true
        }
    }
}
