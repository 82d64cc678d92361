import HubModel

private enum FundingLineKey: String, CaseIterable {
    case code, title, programme, functionalClass, economicClass, governmentEconomicClass, source, purpose
}

private enum ClassKey: String, CaseIterable {
    case code, title
}

/// Reads `funding/lines.yaml`: the budget lines that packages may name [FUN-1].
struct FundingLinesReader {
    /// - Returns: the lines, and their codes; no codes when not all of them could be read.
    func read(_ value: Value) -> (lines: [FundingLine], codes: Declarations?) {
        var codes = Declarations(what: LocalizedText(zh: "预算指标", en: "funding line"))
        var terms = TermReader()
        let lines = value.list(minimum: 1).compactMap { line($0, codes: &codes, terms: &terms) }
        return (lines, value.isList && !value.isCutOff ? codes : nil)
    }

    private func line(_ element: Value, codes: inout Declarations, terms: inout TermReader) -> FundingLine? {
        guard let reader = MappingReader<FundingLineKey>(element) else { return nil }
        let code = reader.required(.code)?.code(.lowercase)
        if let code { codes.declare(code, at: reader.place(of: .code), log: element.source.log) }
        let title = reader.required(.title)?.localizedText(atMost: 60)
        let programme = terms.read(
            reader.required(.programme), .programme, LocalizedText(zh: "项目", en: "programme"))
        let functional = terms.read(
            reader.required(.functionalClass), .functionalClass, LocalizedText(zh: "功能分类科目", en: "functional class"))
        let economic = terms.read(
            reader.required(.economicClass), .economicClass,
            LocalizedText(zh: "部门预算支出经济分类科目", en: "economic class"))
        let government = terms.read(
            reader.required(.governmentEconomicClass), .governmentEconomicClass,
            LocalizedText(zh: "政府预算支出经济分类科目", en: "government economic class"))
        let source = reader.required(.source)?.choice(of: FundingLine.Source.self)
        let purpose = reader.optional(.purpose).map {
            terms.read($0, .lowercase, LocalizedText(zh: "用途", en: "purpose"))
        }
        guard let code, let title, let programme, let functional, let economic, let government, let source else {
            return nil
        }
        return FundingLine(
            code: code, title: title, programme: programme, functionalClass: functional, economicClass: economic,
            governmentEconomicClass: government, source: source, purpose: purpose ?? nil)
    }
}

/// Reads codes with titles that several lines share, and reports one that is called differently a second time.
private struct TermReader {
    private var known: [String: [String: (title: LocalizedText, place: Place)]] = [:]

    mutating func read(_ value: Value?, _ form: CodeForm, _ what: LocalizedText) -> District.Term? {
        guard let value, let reader = MappingReader<ClassKey>(value) else { return nil }
        let code = reader.required(.code)?.code(form)
        let title = reader.required(.title)?.localizedText(atMost: 60)
        guard let code, let title else { return nil }
        let first = known[what.en]?[code] ?? (title, value.place)
        known[what.en, default: [:]][code] = first
        if first.title != title {
            value.report(
                .contradiction, zh: "\(what.zh)“\(code)”在 \(first.place) 名为“\(first.title.zh)”",
                en: "the \(what.en) '\(code)' is called '\(first.title.en)' at \(first.place)")
        }
        return District.Term(code: code, title: title)
    }
}
