import DistrictConfig
import HubModel
import Ledger

/// The entries that close a year's revenue and cost 年末结转, worked out from how accounts stand. Pure.
///
/// Source: 政府会计制度 (财会〔2017〕25号), 3301, 8101, 8201 and 8501; the steps are the district's rule.
struct ClosingPlan {
    /// An account of a book with what stands in it.
    struct Balance: Hashable {
        var key: AccountKey
        /// Debits less credits, in fen.
        var net: Int64
    }

    struct Entry: Hashable {
        var debit: AccountKey
        var credit: AccountKey
        var fen: Int64
    }

    private(set) var entries: [Entry] = []
    private var nets: [AccountKey: Int64]

    /// - Parameters:
    ///   - balances: of both books at the end of the year.
    ///   - funds: the kind of money of a funding line, by which some steps choose.
    init(
        _ balances: [Balance], steps: [ClosingStep], funds: (String) -> ClosingFunds?
    ) throws(FundingError) {
        nets = Dictionary(balances.map { ($0.key, $0.net) }) { $0 &+ $1 }
        for step in steps { try take(step, funds) }
    }

    private mutating func take(_ step: ClosingStep, _ funds: (String) -> ClosingFunds?) throws(FundingError) {
        let emptied = nets.keys.filter { key in
            key.ledger == step.book.rawValue && step.from.contains(key.code)
                && (step.funds == nil || step.funds == key.dimensions["line"].flatMap(funds))
        }
        for key in emptied.sorted(by: Self.isBefore) {
            guard let net = nets[key], net != 0 else { continue }
            var into = key
            into.code = step.into
            let (sum, overflows) = nets[into, default: 0].addingReportingOverflow(net)
            guard !overflows, net != .min else { throw .amountTooLarge }
            nets[key] = 0
            nets[into] = sum
            entries.append(
                net > 0 ? Entry(debit: into, credit: key, fen: net) : Entry(debit: key, credit: into, fen: -net))
        }
    }

    private static func isBefore(_ left: AccountKey, _ right: AccountKey) -> Bool {
        (left.code, left.id) < (right.code, right.id)
    }
}
