import DistrictConfig
import Ledger
import TestSupport
import Testing

@testable import Funding

/// The close of a year empties what counts one year, by the kind of money, whatever it stood at.
@Suite struct ClosingPlanTests {
    private static let steps = [
        ClosingStep(book: .financial, from: ["4001", "4601", "5001"], into: "3301"),
        ClosingStep(book: .financial, from: ["3301"], into: "3001"),
        ClosingStep(book: .budgetary, from: ["6001", "7101"], into: "810102", funds: .appropriation),
        ClosingStep(book: .budgetary, from: ["6601", "7101"], into: "820102", funds: .restricted),
        ClosingStep(book: .budgetary, from: ["810102"], into: "810103"),
    ]

    private func key(_ ledger: String, _ code: String, _ line: String) -> AccountKey {
        AccountKey(ledger: ledger, code: code, dimensions: ["line": line])
    }

    private func plan(_ balances: [ClosingPlan.Balance]) throws -> ClosingPlan {
        try ClosingPlan(balances, steps: Self.steps) { $0 == "public" ? .appropriation : .restricted }
    }

    @Test func eachKindOfMoneyGoesItsOwnWay() throws {
        let plan = try plan([
            .init(key: key("budgetary", "6001", "public"), net: -900),
            .init(key: key("budgetary", "7101", "public"), net: 700),
            .init(key: key("budgetary", "7101", "special"), net: 50),
        ])
        #expect(
            plan.entries == [
                .init(debit: key("budgetary", "6001", "public"), credit: key("budgetary", "810102", "public"), fen: 900),
                .init(debit: key("budgetary", "810102", "public"), credit: key("budgetary", "7101", "public"), fen: 700),
                .init(debit: key("budgetary", "820102", "special"), credit: key("budgetary", "7101", "special"), fen: 50),
                .init(debit: key("budgetary", "810102", "public"), credit: key("budgetary", "810103", "public"), fen: 200),
            ])
    }

    @Test func whateverStoodThereTheYearsAccountsAreEmptyAndNothingIsLost() throws {
        var random = SeededRandom.fresh()
        for _ in 0..<200 {
            var nets: [AccountKey: Int64] = [:]
            for line in ["public", "special"] {
                for code in ["4001", "4601", "5001", "3301", "3001", "1002"] where random.below(3) > 0 {
                    nets[key("financial", code, line)] = Int64(random.below(2_000_001)) - 1_000_000
                }
            }
            let before = nets
            let plan = try plan(nets.map { .init(key: $0.key, net: $0.value) })
            for entry in plan.entries {
                #expect(entry.fen > 0, "seed \(random.seed)")
                nets[entry.debit, default: 0] += entry.fen
                nets[entry.credit, default: 0] -= entry.fen
            }
            for (key, net) in nets where ["4001", "4601", "5001", "3301"].contains(key.code) {
                #expect(net == 0, "seed \(random.seed)")
            }
            for line in ["public", "special"] {
                let year = ["4001", "4601", "5001", "3301", "3001"].map { key("financial", $0, line) }
                #expect(
                    nets[key("financial", "3001", line), default: 0] == year.reduce(0) { $0 + (before[$1] ?? 0) },
                    "seed \(random.seed)")
                #expect(nets[key("financial", "1002", line)] == before[key("financial", "1002", line)])
            }
        }
    }

    @Test func nothingIsClosedTwice() throws {
        #expect(try plan([.init(key: key("financial", "3001", "public"), net: -5)]).entries == [])
    }
}
