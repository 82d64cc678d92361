import HubModel

/// The base amounts that a rule declares, and which of them are used.
struct BaseAmounts {
    static let what = LocalizedText(zh: "基本金额", en: "base amount")

    /// With their places; nil when they could not all be read.
    private let declared: Declarations?
    /// In the order of the rule.
    let names: [String]
    private var used: Set<String> = []
    private var isComplete = true

    /// - Parameters:
    ///   - value: the list, or nil when there is none.
    ///   - isRequired: whether there should be one, so that without it nothing is known.
    init(_ value: Value?, isRequired: Bool) {
        var declared = Declarations(what: Self.what)
        var names: [String] = []
        let elements = value?.list() ?? []
        for element in elements {
            guard let name = element.code(.lowercase) else { continue }
            declared.declare(name, at: element.place, log: element.source.log)
            names.append(name)
        }
        self.names = names
        let isRead = value.map { $0.isList && !$0.isCutOff && names.count == elements.count } ?? !isRequired
        self.declared = isRead ? declared : nil
    }

    /// Reads a base amount or a sum of them, `net + tax`; nil when one of them can't be read.
    mutating func sum(_ value: Value) -> [String]? {
        let expected = LocalizedText(zh: "基本金额或其和，如 net + tax", en: "a base amount or a sum of them, e.g. net + tax")
        guard let text = value.scalar(expected: expected) else {
            isComplete = false
            return nil
        }
        let names = text.split(separator: "+", omittingEmptySubsequences: false).map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        guard names.allSatisfy(CodeForm.lowercase.matches) else {
            value.report(
                .wrongFormat, zh: "“\(text.shortened)”不是金额算式", en: "'\(text.shortened)' is no sum of amounts",
                allowed: expected)
            isComplete = false
            return nil
        }
        used.formUnion(names)
        guard let declared else { return names }
        let unknown = names.filter { !declared.contains($0) }
        for name in unknown { value.reportUnknown(name, Self.what, known: declared.codes) }
        if !unknown.isEmpty { isComplete = false }
        return unknown.isEmpty ? names : nil
    }

    /// Notes a use that isn't written.
    mutating func use(_ names: [String]) { used.formUnion(names) }

    /// Notes that not all uses could be read.
    mutating func loseTrack() { isComplete = false }

    /// Reports those that the event would carry for nothing.
    func reportUnused(_ log: MistakeLog) {
        guard let declared, isComplete else { return }
        for (name, place) in declared.places where !used.contains(name) {
            log.report(
                .contradiction, at: place,
                LocalizedText(zh: "基本金额“\(name)”未被使用", en: "the base amount '\(name)' is never used"))
        }
    }
}
