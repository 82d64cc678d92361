import Foundation
import HubModel

/// Says where an event differs from what was recorded under its key.
struct KeyComparison {
    var recorded: [LedgerState.Recorded]
    var asked: LedgerEvent

    var differences: [KeyDifference] {
        var found: [KeyDifference] = []
        if let first = recorded.first {
            if first.day != asked.day {
                found.append(KeyDifference(.day, recorded: "\(first.day)", asked: "\(asked.day)"))
            }
            if first.station != asked.station {
                found.append(
                    KeyDifference(
                        .station, recorded: first.station?.rawValue ?? "", asked: asked.station?.rawValue ?? ""))
            }
        }
        if recorded.count != asked.transfers.count {
            found.append(
                KeyDifference(.transfers, recorded: "\(recorded.count)", asked: "\(asked.transfers.count)"))
        }
        for (index, pair) in zip(recorded, asked.transfers).enumerated() where pair.0.transfer != pair.1 {
            found += Self.differences(pair.0.transfer, pair.1, number: index + 1)
        }
        return found
    }

    private static func differences(_ recorded: Transfer, _ asked: Transfer, number: Int) -> [KeyDifference] {
        let parts: [(KeyDifference.Part, String, String)] = [
            (.kind, recorded.kind.name, asked.kind.name), (.debit, "\(recorded.debit)", "\(asked.debit)"),
            (.credit, "\(recorded.credit)", "\(asked.credit)"), (.amount, "\(recorded.amount)", "\(asked.amount)"),
            (.target, recorded.target.map { "\($0)" } ?? "", asked.target.map { "\($0)" } ?? ""),
            (.expires, recorded.kind.expiry, asked.kind.expiry),
        ]
        return parts.filter { $0.1 != $0.2 }.map {
            KeyDifference($0.0, transfer: number, recorded: $0.1, asked: $0.2)
        }
    }
}

extension Transfer.Kind {
    /// As the table names it.
    var name: String {
        switch self {
        case .posted: "posted"
        case .pending: "pending"
        case .post: "post"
        case .void: "void"
        case .expire: "expire"
        case .reversal: "reversal"
        }
    }

    /// When a pending one is given up.
    var expires: Date? {
        guard case .pending(let expires) = self else { return nil }
        return expires
    }

    /// To the microsecond, as the table keeps it: what was sent again is the same, though the clock is finer.
    fileprivate var expiry: String {
        expires.map { "\(($0.timeIntervalSince1970 * 1_000_000).rounded() / 1_000_000)" } ?? ""
    }
}
