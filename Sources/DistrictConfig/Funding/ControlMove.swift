/// What an event does to a budget line.
public struct ControlMove: Codable, Hashable, Sendable {
    /// The ledger's way of moving.
    public enum Way: String, Codable, CaseIterable, Sendable {
        case transfer
        /// Reserves.
        case pending
        /// Makes a reservation final, of the actual amount; the rest returns.
        case post
        /// Gives a reservation back.
        case void
        /// Takes an earlier transfer back on the same sides 红字冲销.
        case reverse
    }

    public var from: ControlAccount
    public var to: ControlAccount
    public var how: Way
    /// The base amounts of the event whose sum is moved.
    public var amounts: [String]

    public init(from: ControlAccount, to: ControlAccount, how: Way, amounts: [String]) {
        self.from = from
        self.to = to
        self.how = how
        self.amounts = amounts
    }

    /// Whether the life of a budget line 指标生命周期 knows the move: approved, allocated, frozen, reserved, accepted,
    /// paid, advanced, returned, carried over.
    public static func isKnown(from: ControlAccount, to: ControlAccount, how: Way) -> Bool {
        let reservation = Pair(from: .available, to: .accepted)
        switch how {
        case .pending, .post, .void: return Pair(from: from, to: to) == reservation
        case .transfer: return transfers.contains(Pair(from: from, to: to))
        case .reverse: return (transfers + [reservation]).contains(Pair(from: from, to: to))
        }
    }

    /// Every move that is known, as a person would write it.
    static var known: [String] {
        Way.allCases.flatMap { how in
            ControlAccount.allCases.flatMap { from in
                ControlAccount.allCases.filter { isKnown(from: from, to: $0, how: how) }.map {
                    "\(how.rawValue) \(from.rawValue) -> \($0.rawValue)"
                }
            }
        }
    }

    private struct Pair: Equatable {
        var from: ControlAccount
        var to: ControlAccount
    }

    private static let transfers = [
        Pair(from: .authorised, to: .available), Pair(from: .available, to: .available),
        Pair(from: .available, to: .frozen), Pair(from: .frozen, to: .available),
        Pair(from: .accepted, to: .paid), Pair(from: .available, to: .advanced), Pair(from: .paid, to: .available),
        Pair(from: .available, to: .carriedOver), Pair(from: .available, to: .lapsed),
        Pair(from: .carriedOver, to: .available),
    ]
}
