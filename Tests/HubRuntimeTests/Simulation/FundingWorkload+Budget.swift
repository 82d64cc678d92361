import Foundation
import TestSupport

/// Wishes about budget lines. They are given too little for what is asked of them.
extension FundingWorkload {
    private static let year = (first: MonthNumber(year: 2026, month: 1), last: MonthNumber(year: 2026, month: 12))

    private func district(_ money: String) -> LineName {
        LineName(station: nil, money: money, first: Self.year.first, last: Self.year.last)
    }

    func firstMoves() -> [FundingWish] {
        var workload = self
        return district.money.flatMap { money in
            var wishes: [FundingWish] = []
            let whole = district(money.code)
            let share = Int64(pageSize) * 12_000
            wishes.append(
                .move(
                    BudgetMove(
                        kind: .appropriate, from: whole, fen: share * 4, words: "示财社〔2026〕1 号", id: workload.id())))
            for station in district.stations {
                var line = whole
                line.station = station
                wishes.append(
                    .move(
                        BudgetMove(kind: .allocate, from: whole, to: line, fen: share, words: "", id: workload.id())))
            }
            return wishes
        }
    }

    mutating func move(_ auditor: FundingAuditor) -> BudgetMove {
        let money = district.money[random.below(district.money.count)].code
        let whole = district(money)
        switch random.below(100) {
        case 0..<22:
            let document = "示财社〔2026〕\(random.below(400)) 号"
            return BudgetMove(kind: .appropriate, from: whole, fen: amount(2), words: document, id: id())
        case 22..<72:
            return BudgetMove(kind: .allocate, from: whole, to: aLine(money), fen: amount(1), words: "", id: id())
        case 72..<80:
            let other = aLine(district.money[random.below(district.money.count)].code)
            let from = aLine(money)
            guard from != other else { break }
            return BudgetMove(kind: .adjust, from: from, to: other, fen: amount(0), words: "调剂", id: id())
        case 80..<87: return BudgetMove(kind: .freeze, from: aLine(money), fen: amount(0), words: "冻结", id: id())
        case 87..<94:
            let line = aLine(money)
            let frozen = auditor.lines[line]?.frozen ?? 0
            return BudgetMove(
                kind: .unfreeze, from: line, fen: max(1, frozen + (random.chance(20) ? 1 : 0)), words: "解冻", id: id())
        default: break
        }
        return wrong(money, auditor)
    }

    /// What must be refused.
    private mutating func wrong(_ money: String, _ auditor: FundingAuditor) -> BudgetMove {
        let (whole, line) = (district(money), aLine(money))
        let free = auditor.lines[line]?.free ?? 0
        var move = BudgetMove(kind: .allocate, from: whole, to: line, fen: amount(0), words: "", id: id())
        switch random.below(5) {
        case 0: move.fen = 0
        case 1: move.fen = (auditor.lines[whole]?.free ?? 0) + 1
        case 2: move.to?.money = district.money.first { $0.code != money }?.code ?? money
        case 3: move = BudgetMove(kind: .freeze, from: line, fen: max(1, free), words: " ", id: id())
        default:
            move.from = line
            move.to?.station = district.stations.first { $0 != line.station }
            move.fen = max(1, free)
        }
        return move
    }

    /// A line of a station: of the whole year, or of a quarter.
    private mutating func aLine(_ money: String) -> LineName {
        var line = district(money)
        line.station = district.stations[random.below(district.stations.count)]
        if random.chance(15) {
            let quarter = (FundingAuditor.month(of: now).month - 1) / 3 + (random.chance(30) ? 1 : 0)
            line.first = MonthNumber(year: 2026, month: min(quarter, 3) * 3 + 1)
            line.last = line.first.adding(2)
        }
        return line
    }

    private mutating func amount(_ size: Int) -> Int64 {
        Int64(pageSize) * Int64([2000, 65_000, 140_000][size]) * Int64(40 + random.below(120)) / 100
            + Int64(random.below(99))
    }

    /// Two moves of all that a line has, of which one comes too late.
    mutating func rivalMoves(_ auditor: FundingAuditor) -> (FundingWish, FundingWish)? {
        let money = district.money[random.below(district.money.count)].code
        let (whole, line) = (district(money), aLine(money))
        guard let free = auditor.lines[whole]?.free, free > 1 else { return nil }
        let fen = free / 2 + 1
        let first = BudgetMove(kind: .allocate, from: whole, to: line, fen: fen, words: "", id: id())
        var second = first
        second.id = id()
        return (.move(first), .move(second))
    }
}
