import Foundation
import Funding
import HubModel
import PageKit
import Workbooks

/// What somebody typed to move a budget, read into a move.
struct BudgetMoveForm {
    let kind: BudgetMoveKind
    let typed: FormFields

    /// The amount that somebody typed, with or without ¥ and separators, in fen; nil when it is none above zero.
    static func fen(_ text: String?) -> Int64? {
        let digits = (text ?? "").filter { !$0.isWhitespace && !"¥￥,，".contains($0) }
        guard let fen = YuanText.fen(digits), fen > 0 else { return nil }
        return fen
    }

    /// The id that the form carries, so that sending it twice moves money once.
    var id: UUID? { typed["id"].flatMap(UUID.init(uuidString:)) }

    func amount() throws(Refusal) -> Int64 {
        guard let fen = Self.fen(typed["amount"]) else { throw Refusal(BudgetMoveWords.noAmount.text) }
        return fen
    }

    /// - Parameters:
    ///   - lines: the budget lines to choose from.
    ///   - knows: whether there is such a station.
    func move(
        lines: [BudgetLine], knows: (StationCode) -> Bool
    ) throws(Refusal) -> (move: MoveBudget.Move, line: BudgetLine) {
        let reason = typed["reason"] ?? ""
        switch kind {
        case .appropriate:
            let line = try whole()
            return (.appropriate(line, document: typed["document"] ?? ""), line)
        case .allocate:
            let whole = try whole()
            guard let station = typed["station"].flatMap({ StationCode(rawValue: $0) }), knows(station) else {
                throw Refusal(BudgetMoveWords.noStation.text)
            }
            return (.allocate(from: whole, to: try part(of: whole, station)), whole)
        case .adjust:
            let (from, to) = (try line("from", lines), try line("to", lines))
            guard from.id != to.id else { throw Refusal(BudgetMoveWords.sameLine.text) }
            return (.adjust(from: from, to: to, reason: reason), from)
        case .freeze:
            let line = try line("line", lines)
            return (.freeze(line, reason: reason), line)
        case .unfreeze:
            let line = try line("line", lines)
            return (.unfreeze(line, reason: reason), line)
        }
    }

    private func whole() throws(Refusal) -> BudgetLine {
        guard let code = typed["funding-line"], !code.isEmpty, let year = typed["year"].flatMap({ Int($0) }),
            (2000...2999).contains(year), let line = BudgetLine(fundingLine: code, year: year)
        else { throw Refusal(BudgetMoveWords.noLine.text) }
        return line
    }

    private func part(of whole: BudgetLine, _ station: StationCode) throws(Refusal) -> BudgetLine {
        func month(_ name: String) -> CivilDate? {
            typed[name].flatMap { Int($0.trimmingCharacters(in: .whitespaces)) }.flatMap {
                CivilDate(year: Int64(whole.fiscalYear), month: $0, day: 1)
            }
        }
        guard let first = month("first-month"), let last = month("last-month"),
            let line = BudgetLine(fundingLine: whole.fundingLine, from: first, through: last, station: station)
        else { throw Refusal(BudgetMoveWords.noMonths.text) }
        return line
    }

    private func line(_ name: String, _ lines: [BudgetLine]) throws(Refusal) -> BudgetLine {
        guard let id = typed[name].flatMap(UUID.init(uuidString:)), let line = lines.first(where: { $0.id == id })
        else { throw Refusal(BudgetMoveWords.noLine.text) }
        return line
    }
}
