import Foundation
import HubModel
import Yams

extension Value {
    /// A text for people: not empty, and quoted when YAML would take it for a number, a date or a truth value.
    func text(atMost limit: Int = 300) -> String? {
        let expected = LocalizedText(zh: "文字（数字、日期等须加引号）", en: "a text (numbers, dates and the like in quotes)")
        guard let text = scalar(expected: expected) else { return nil }
        guard case .scalar(let scalar) = node, scalar.style != .plain || node.tag == Tag(.str) else {
            reportWrongType(expected: expected)
            return nil
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty, trimmed.count <= limit else {
            report(
                .outOfRange, zh: "文字长度为 \(trimmed.count)", en: "the text has \(trimmed.count) characters",
                allowed: LocalizedText(zh: "1 至 \(limit) 个字", en: "1 to \(limit) characters"))
            return nil
        }
        return trimmed
    }

    func code(_ form: CodeForm) -> String? {
        guard let text = scalar(expected: form.description) else { return nil }
        guard form.matches(text) else {
            report(
                .wrongFormat, zh: "代码“\(text.shortened)”格式不对",
                en: "'\(text.shortened)' is not a code of the right form",
                allowed: form.description)
            return nil
        }
        return text
    }

    /// A whole number within the range.
    func integer(in range: ClosedRange<Int>) -> Int? {
        let expected = LocalizedText(
            zh: "\(range.lowerBound) 至 \(range.upperBound) 的整数",
            en: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        guard let text = scalar(expected: expected) else { return nil }
        guard case .scalar(let scalar) = node, scalar.style == .plain, let number = Int(text) else {
            reportWrongType(expected: expected)
            return nil
        }
        guard range.contains(number) else {
            report(.outOfRange, zh: "\(number) 超出范围", en: "\(number) is out of range", allowed: expected)
            return nil
        }
        return number
    }

    /// A decimal number within the range.
    func number(in range: ClosedRange<Double>) -> Double? {
        let lower = range.lowerBound.plain
        let upper = range.upperBound.plain
        let expected = LocalizedText(zh: "\(lower) 至 \(upper) 的数", en: "a number from \(lower) to \(upper)")
        guard let text = scalar(expected: expected) else { return nil }
        guard case .scalar(let scalar) = node, scalar.style == .plain,
            text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }), let number = Double(text)
        else {
            reportWrongType(expected: expected)
            return nil
        }
        guard range.contains(number) else {
            report(.outOfRange, zh: "\(text) 超出范围", en: "\(text) is out of range", allowed: expected)
            return nil
        }
        return number
    }

    /// An amount of yuan with at most two decimals, 0 to 100000. Read digit by digit: fen are never rounded.
    func yuan() -> Money? {
        let expected = LocalizedText(
            zh: "0 至 100000 元，最多两位小数", en: "0 to 100000 yuan with at most two decimals")
        guard let text = scalar(expected: expected) else { return nil }
        guard case .scalar(let scalar) = node, scalar.style == .plain,
            let match = text.wholeMatch(of: /(-?)([0-9]{1,9})(?:\.([0-9]{1,2}))?/), let whole = Int64(match.2)
        else {
            let isNumber = Double(text) != nil
            report(
                isNumber ? .outOfRange : .wrongType, zh: "“\(text.shortened)”不是金额",
                en: "'\(text.shortened)' is not an amount", allowed: expected)
            return nil
        }
        let digits = (match.3.map(String.init) ?? "").padding(toLength: 2, withPad: "0", startingAt: 0)
        let fen = whole * 100 + (Int64(digits) ?? 0)
        guard fen <= 10_000_000, match.1.isEmpty || fen == 0 else {
            report(.outOfRange, zh: "\(text) 元超出范围", en: "\(text) yuan is out of range", allowed: expected)
            return nil
        }
        return Money(fen: fen)
    }

    func boolean() -> Bool? {
        let expected = LocalizedText(zh: "true 或 false", en: "true or false")
        guard let text = scalar(expected: expected) else { return nil }
        guard case .scalar(let scalar) = node, scalar.style == .plain, let value = Bool(text) else {
            reportWrongType(expected: expected)
            return nil
        }
        return value
    }

    /// One of a fixed set of words.
    func choice<Choice: RawRepresentable & CaseIterable>(of type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        let list = names.joined(separator: ", ")
        guard let text = scalar(expected: LocalizedText(zh: list, en: list)) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        report(
            .unknownName, zh: "“\(text.shortened)”不在可选值中", en: "'\(text.shortened)' is not one of the choices",
            allowed: LocalizedText(zh: list, en: list), nearest: NearestName.of(text, among: names))
        return nil
    }

    /// One of a fixed set of words, or several in a list; nil when one of them is none.
    func choices<Choice: RawRepresentable & CaseIterable>(of type: Choice.Type) -> [Choice]?
    where Choice.RawValue == String {
        guard isList else { return choice(of: type).map { [$0] } }
        let elements = list(minimum: 1)
        let choices = elements.compactMap { $0.choice(of: type) }
        return choices.count == elements.count && !elements.isEmpty ? choices : nil
    }

    /// A day of the calendar, `YYYY-MM-DD`.
    func day() -> CivilDate? {
        let expected = LocalizedText(zh: "日期 YYYY-MM-DD", en: "a day YYYY-MM-DD")
        guard let text = scalar(expected: expected) else { return nil }
        guard let day = CivilDate(text) else {
            report(
                .wrongFormat, zh: "“\(text.shortened)”不是有效日期", en: "'\(text.shortened)' is not a day of the calendar",
                allowed: expected)
            return nil
        }
        return day
    }

    /// A name that must be declared elsewhere.
    func reference(to declarations: Declarations, form: CodeForm) -> String? {
        guard let name = code(form) else { return nil }
        guard declarations.contains(name) else {
            reportUnknown(name, declarations.what, known: declarations.codes)
            return nil
        }
        return name
    }

    /// Reports a name that nothing is declared under.
    func reportUnknown(_ name: String, _ what: LocalizedText, known: [String]) {
        let shown =
            known.count <= 12 ? known.joined(separator: ", ") : known.prefix(12).joined(separator: ", ") + ", …"
        report(
            .unknownName, zh: "没有名为“\(name.shortened)”的\(what.zh)", en: "there is no \(what.en) '\(name.shortened)'",
            allowed: LocalizedText(zh: shown.isEmpty ? "（无）" : shown, en: shown.isEmpty ? "(none)" : shown),
            nearest: NearestName.of(name, among: known))
    }

    /// A name that must be declared elsewhere, or any of the form where those declarations could not be read.
    func name(in declarations: Declarations?, form: CodeForm = .lowercase) -> String? {
        guard let declarations else { return code(form) }
        return reference(to: declarations, form: form)
    }

    /// A text in both languages.
    func localizedText(atMost limit: Int = 300) -> LocalizedText? {
        guard let reader = MappingReader<TextLanguage>(self) else { return nil }
        let zh = reader.required(.zh)?.text(atMost: limit)
        let en = reader.required(.en)?.text(atMost: limit * 3)
        guard let zh, let en else { return nil }
        return LocalizedText(zh: zh, en: en)
    }
}

extension Double {
    /// Without decimals where there are none.
    var plain: String { self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : String(self) }
}
