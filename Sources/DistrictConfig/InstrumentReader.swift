import HubModel
import PluginKit

private enum InstrumentKey: String, CaseIterable {
    case code, version, title, source, answerScale, items, bands, missingAnswers, criticalItems
    case interviewerAdministered
}

private enum AnswerKey: String, CaseIterable {
    case value, title
}

private enum ItemKey: String, CaseIterable {
    case topic, minimum, maximum, reversed
}

private enum BandKey: String, CaseIterable {
    case severity, title, lower, upper
}

private enum CriticalKey: String, CaseIterable {
    case item, atLeast, reason
}

/// Reads one screening instrument 量表 and checks that its parts fit together.
struct InstrumentReader {
    private static let scores = 0...1000

    /// Notes the code in `declarations` before anything else, so that a mistake further down hides no duplicate.
    func read(_ value: Value, expectedCode: String, declarations: inout Declarations) -> Instrument? {
        guard let reader = MappingReader<InstrumentKey>(value) else { return nil }
        let codeValue = reader.required(.code)
        let code = codeValue?.code(.uppercase)
        if let code, let codeValue {
            declarations.declare(code, at: codeValue.place, log: value.source.log)
            FileName.check(code.lowercased(), of: codeValue, against: expectedCode)
        }
        let version = reader.required(.version).flatMap(VersionText.read)
        let title = reader.required(.title)?.localizedText(atMost: 100)
        let source = reader.required(.source)?.text(atMost: 1000)
        let items = reader.required(.items).map(self.items)
        let scale = reader.required(.answerScale).map { answerScale($0, fitting: items) }
        let bands = reader.required(.bands).map { self.bands($0, covering: items) }
        let policy =
            reader.optional(.missingAnswers).map { $0.choice(of: Instrument.MissingAnswerPolicy.self) } ?? .incomplete
        let critical = reader.optional(.criticalItems).map { criticalItems($0, of: items) } ?? []
        let isRead = reader.optional(.interviewerAdministered).map { $0.boolean() } ?? false
        guard let code, let version, let title, let source, let items, let scale, let bands, let policy, let isRead
        else { return nil }
        return Instrument(
            code: code, version: version, title: title, source: source, answerScale: scale,
            items: items.compactMap(\.self), bands: bands, missingAnswers: policy, criticalItems: critical,
            interviewerAdministered: isRead)
    }

    /// One element an item, nil for those with a mistake, so that numbers stay right.
    private func items(_ value: Value) -> [Instrument.Item?] {
        value.list(minimum: 1).map { element in
            guard let reader = MappingReader<ItemKey>(element) else { return nil }
            let topic = reader.required(.topic)?.localizedText()
            let minimum = reader.required(.minimum)?.integer(in: 0...100)
            let maximum = reader.required(.maximum)?.integer(in: 0...100)
            let reversed = reader.optional(.reversed).map { $0.boolean() } ?? false
            guard let topic, let minimum, let maximum, let reversed else { return nil }
            guard minimum < maximum else {
                element.source.log.report(
                    .contradiction, at: reader.place(of: .maximum),
                    LocalizedText(zh: "最高分不高于最低分", en: "the maximum is not above the minimum"),
                    allowed: LocalizedText(zh: "大于 \(minimum)", en: "more than \(minimum)"))
                return nil
            }
            return Instrument.Item(topic: topic, minimum: minimum, maximum: maximum, reversed: reversed)
        }
    }

    private func answerScale(_ value: Value, fitting items: [Instrument.Item?]?) -> [Instrument.AnswerOption] {
        var seen: [Int: Place] = [:]
        var isRight = true
        let scale = value.list(minimum: 2).compactMap { element -> Instrument.AnswerOption? in
            guard let reader = MappingReader<AnswerKey>(element) else {
                isRight = false
                return nil
            }
            let number = reader.required(.value)?.integer(in: 0...100)
            let title = reader.required(.title)?.localizedText(atMost: 60)
            if let number {
                if let first = seen[number] {
                    value.source.log.report(
                        .answerScale, at: reader.place(of: .value),
                        LocalizedText(
                            zh: "答案 \(number) 重复，首次出现于 \(first)",
                            en: "the answer \(number) stands twice, first at \(first)"))
                }
                seen[number] = seen[number] ?? reader.place(of: .value)
            }
            guard let number, let title else {
                isRight = false
                return nil
            }
            return Instrument.AnswerOption(value: number, title: title)
        }
        if isRight, !value.isCutOff, let items { check(scale, against: items, at: value) }
        return scale
    }

    private func check(_ scale: [Instrument.AnswerOption], against items: [Instrument.Item?], at value: Value) {
        guard let lowest = items.map({ $0?.minimum }).min(by: { ($0 ?? .max) < ($1 ?? .max) }) ?? nil,
            let highest = items.compactMap({ $0?.maximum }).max(), items.allSatisfy({ $0 != nil })
        else { return }
        let offered = Set(scale.map(\.value))
        let used = Set(lowest...highest)
        guard offered != used else { return }
        let missing = used.subtracting(offered).sorted().map(String.init).joined(separator: ", ")
        let surplus = offered.subtracting(used).sorted().map(String.init).joined(separator: ", ")
        let zh = [missing.isEmpty ? nil : "缺少 \(missing)", surplus.isEmpty ? nil : "多出 \(surplus)"]
        let en = [missing.isEmpty ? nil : "\(missing) missing", surplus.isEmpty ? nil : "\(surplus) too many"]
        value.report(
            .answerScale, zh: "答案选项与题目分值不符：" + zh.compactMap(\.self).joined(separator: "，"),
            en: "the answers do not fit the items: " + en.compactMap(\.self).joined(separator: ", "),
            allowed: LocalizedText(zh: "\(lowest) 至 \(highest)", en: "\(lowest) to \(highest)"))
    }

    private func bands(_ value: Value, covering items: [Instrument.Item?]?) -> [Instrument.Band] {
        var severities = Declarations(what: LocalizedText(zh: "严重程度", en: "severity"))
        var next = items.flatMap { $0.contains { $0 == nil } ? nil : $0.reduce(0) { $0 + ($1?.minimum ?? 0) } }
        let highest = items.flatMap { $0.contains { $0 == nil } ? nil : $0.reduce(0) { $0 + ($1?.maximum ?? 0) } }
        var isRight = true
        let elements = value.list(minimum: 2)
        let bands = elements.compactMap { element -> Instrument.Band? in
            guard let band = self.band(element, severities: &severities) else {
                isRight = false
                return nil
            }
            if isRight, let expected = next, band.lower.number != expected {
                let overlaps = band.lower.number < expected
                value.source.log.report(
                    .bands, at: band.lower.place,
                    LocalizedText(
                        zh: overlaps ? "与前一分段重叠" : "与前一分段之间有空缺",
                        en: overlaps ? "overlaps the band before" : "leaves a gap after the band before"),
                    allowed: LocalizedText(zh: "\(expected)", en: "\(expected)"))
            }
            next = band.upper.number + 1
            return band.band
        }
        if isRight, !value.isCutOff, let highest, let last = bands.last, last.upper != highest,
            let reader = elements.last.flatMap({ MappingReader<BandKey>($0) })
        {
            value.source.log.report(
                .bands, at: reader.optional(.upper)?.place ?? value.place,
                LocalizedText(zh: "最后一个分段没有止于最高总分", en: "the last band does not end at the highest total"),
                allowed: LocalizedText(zh: "\(highest)", en: "\(highest)"))
        }
        return bands
    }

    private typealias PlacedNumber = (number: Int, place: Place)

    private func band(
        _ element: Value, severities: inout Declarations
    ) -> (band: Instrument.Band, lower: PlacedNumber, upper: PlacedNumber)? {
        guard let reader = MappingReader<BandKey>(element) else { return nil }
        let severityValue = reader.required(.severity)
        let severity = severityValue?.code(.lowercase)
        if let severity, let severityValue {
            severities.declare(severity, at: severityValue.place, log: element.source.log)
        }
        let title = reader.required(.title)?.localizedText(atMost: 60)
        let lowerValue = reader.required(.lower)
        let upperValue = reader.required(.upper)
        let lower = lowerValue?.integer(in: Self.scores)
        let upper = upperValue?.integer(in: Self.scores)
        guard let severity, let title, let lower, let upper, let lowerValue, let upperValue else { return nil }
        guard lower <= upper else {
            upperValue.report(
                .bands, zh: "上限低于下限", en: "the upper end is below the lower",
                allowed: LocalizedText(zh: "不低于 \(lower)", en: "\(lower) or more"))
            return nil
        }
        let band = Instrument.Band(severity: severity, title: title, lower: lower, upper: upper)
        return (band, (lower, lowerValue.place), (upper, upperValue.place))
    }

    private func criticalItems(_ value: Value, of items: [Instrument.Item?]?) -> [Instrument.CriticalItem] {
        value.list().compactMap { element in
            guard let reader = MappingReader<CriticalKey>(element) else { return nil }
            let count = items.map(\.count) ?? 1000
            let number = reader.required(.item)?.integer(in: 1...max(1, count))
            let item = number.flatMap { number in
                items.flatMap { $0.indices.contains(number - 1) ? $0[number - 1] : nil }
            }
            let answers = item.map { $0.minimum...$0.maximum } ?? 0...100
            let atLeast = reader.required(.atLeast)?.integer(in: answers)
            let reason = reader.required(.reason)?.code(.lowercase)
            guard let number, let atLeast, let reason else { return nil }
            return Instrument.CriticalItem(item: number, atLeast: atLeast, reason: reason)
        }
    }
}
