import DistrictConfig
import Foundation
import Funding
import HubModel
import PageKit

/// The fields of the forms, with what was typed.
struct BudgetMoveFields {
    let naming: FundingNaming
    let stations: [StationCode: LocalizedText]
    let formats: Formats
    let standings: [BudgetStanding]
    let year: Int

    private var language: Language { formats.language }

    /// - Parameter id: made for this form.
    func form(_ kind: BudgetMoveKind, typed: FormFields, id: UUID) -> FormPage.Form {
        var fields: [FormPage.Field]
        switch kind {
        case .appropriate: fields = [fundingLine(typed), yearField(typed)]
        case .allocate: fields = [fundingLine(typed), yearField(typed), station(typed)] + months(typed)
        case .adjust: fields = [line("from", .from, typed, typed["line"]), line("to", .to, typed, nil)]
        case .freeze: fields = [line("line", .line, typed, nil)]
        case .unfreeze: fields = [line("line", .line, typed, nil, frozen: true)]
        }
        fields.append(
            FormPage.Field(
                name: "amount", label: BudgetMoveWords.amount(language), value: typed["amount"] ?? "",
                help: BudgetMoveWords.amountHelp(language), inputMode: "decimal"))
        if kind == .appropriate {
            fields.append(
                text("document", .document, .documentHelp, typed))
        } else if kind != .allocate {
            fields.append(text("reason", .reason, .reasonHelp, typed))
        }
        return FormPage.Form(
            action: language.address(FundingPaths.move(kind)), fields: fields,
            button: kind == .appropriate ? FundingWords.give(language) : BudgetMoveWords.title(kind)(language),
            hidden: [.init(name: "id", value: id.lowercased), .init(name: "in-year", value: "\(year)")],
            consequence: BudgetMoveWords.effect(kind)(language))
    }

    private func text(
        _ name: String, _ label: BudgetMoveWords, _ help: BudgetMoveWords, _ typed: FormFields
    ) -> FormPage.Field {
        FormPage.Field(name: name, label: label(language), value: typed[name] ?? "", help: help(language))
    }

    private func choice(_ chosen: String?) -> PageOption {
        PageOption(value: "", text: BudgetMoveWords.choose(language), isSelected: (chosen ?? "").isEmpty)
    }

    private func fundingLine(_ typed: FormFields) -> FormPage.Field {
        let chosen = typed["funding-line"]
        let options = naming.funding.lines.map { line in
            let whole = standings.filter { $0.line.fundingLine == line.code && $0.line.station == nil }
            let left = whole.reduce(0) { $0 + $1.available }
            let note = whole.isEmpty ? "" : "（\(BudgetMoveWords.left(language)) \(formats.money(fen: left))）"
            return PageOption(
                value: line.code, text: line.title[language] + (language == .zh ? note : note.inASCIIBrackets),
                isSelected: line.code == chosen)
        }
        return FormPage.Field(
            name: "funding-line", label: BudgetMoveWords.fundingLine(language), options: [choice(chosen)] + options)
    }

    private func yearField(_ typed: FormFields) -> FormPage.Field {
        let chosen = typed["year"].flatMap { Int($0) } ?? year
        let current = Int(formats.day(formats.now).year)
        return FormPage.Field(
            name: "year", label: BudgetMoveWords.year(language),
            options: Set([current, current + 1, chosen, year]).sorted().map {
                PageOption(value: "\($0)", text: "\($0)", isSelected: $0 == chosen)
            })
    }

    private func station(_ typed: FormFields) -> FormPage.Field {
        let chosen = typed["station"]
        return FormPage.Field(
            name: "station", label: BudgetMoveWords.station(language),
            options: [choice(chosen)]
                + stations.keys.sorted().map {
                    PageOption(
                        value: $0.rawValue, text: "\($0) \(stations[$0]?[language] ?? "")",
                        isSelected: $0.rawValue == chosen)
                })
    }

    private func months(_ typed: FormFields) -> [FormPage.Field] {
        [("first-month", BudgetMoveWords.firstMonth, "1"), ("last-month", .lastMonth, "12")].map { name, label, whole in
            FormPage.Field(
                name: name, label: label(language), value: typed[name] ?? whole,
                help: BudgetMoveWords.monthHelp(language), inputMode: "numeric")
        }
    }

    /// - Parameter frozen: the options tell what is frozen instead of what is available.
    private func line(
        _ name: String, _ label: BudgetMoveWords, _ typed: FormFields, _ suggested: String?, frozen: Bool = false
    ) -> FormPage.Field {
        let chosen = (typed[name] ?? suggested)?.lowercased()
        let options = standings.filter { !frozen || $0.frozen > 0 }.map { standing in
            let line = standing.line
            let left =
                "\(frozen ? FundingWords.frozen(language) : BudgetMoveWords.left(language)) "
                + formats.money(fen: frozen ? standing.frozen : standing.available)
            return PageOption(
                value: line.id.lowercased,
                text: "\(naming.line(line.fundingLine, language)) · \(naming.holder(of: line, formats)) · \(left)",
                isSelected: line.id.lowercased == chosen)
        }
        return FormPage.Field(name: name, label: label(language), options: [choice(chosen)] + options)
    }
}

extension String {
    fileprivate var inASCIIBrackets: String { replacing("（", with: " (").replacing("）", with: ")") }
}
