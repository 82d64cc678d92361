import HubModel

private enum FundingLineKey: String, CaseIterable {
    case code, title, programme
}

private enum ProgrammeKey: String, CaseIterable {
    case code, title
}

/// Reads `funding/lines.yaml`: the budget lines that packages may name [FUN-1].
struct FundingLinesReader {
    /// - Returns: the lines, and their codes; no codes when not all of them could be read.
    func read(_ value: Value) -> (lines: [District.FundingLine], codes: Declarations?) {
        var codes = Declarations(what: LocalizedText(zh: "预算指标", en: "funding line"))
        var programmes: [String: (title: LocalizedText, place: Place)] = [:]
        let lines = value.list(minimum: 1).compactMap { element -> District.FundingLine? in
            guard let reader = MappingReader<FundingLineKey>(element) else { return nil }
            let code = reader.required(.code)?.code(.lowercase)
            if let code { codes.declare(code, at: reader.place(of: .code), log: value.source.log) }
            let title = reader.required(.title)?.localizedText(atMost: 60)
            let programmeValue = reader.required(.programme)
            let programme = programmeValue.flatMap(self.programme)
            if let programme, let programmeValue {
                let known = programmes[programme.code] ?? (programme.title, programmeValue.place)
                programmes[programme.code] = known
                if known.title != programme.title {
                    programmeValue.report(
                        .contradiction, zh: "项目“\(programme.code)”在 \(known.place) 名为“\(known.title.zh)”",
                        en: "the programme '\(programme.code)' is called '\(known.title.en)' at \(known.place)")
                }
            }
            guard let code, let title, let programme else { return nil }
            return District.FundingLine(code: code, title: title, programme: programme)
        }
        return (lines, value.isList && !value.isCutOff ? codes : nil)
    }

    private func programme(_ value: Value) -> District.Term? {
        guard let reader = MappingReader<ProgrammeKey>(value) else { return nil }
        let code = reader.required(.code)?.code(.programme)
        let title = reader.required(.title)?.localizedText(atMost: 60)
        guard let code, let title else { return nil }
        return District.Term(code: code, title: title)
    }
}
