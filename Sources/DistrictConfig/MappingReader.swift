import HubModel

/// Reads a mapping whose keys are fixed: reports unknown keys with the nearest allowed one, and missing ones.
struct MappingReader<Key: RawRepresentable & CaseIterable> where Key.RawValue == String {
    let value: Value
    /// Whether some keys meant nothing here.
    let hasUnknownKeys: Bool
    private let entries: [String: Value]

    /// Reports when `value` isn't a mapping, and each key that isn't allowed.
    init?(_ value: Value) {
        guard value.isMapping else {
            let keys = Key.allCases.map(\.rawValue).joined(separator: ", ")
            value.reportWrongType(
                expected: LocalizedText(zh: "含有以下键的映射：\(keys)", en: "a mapping with the keys \(keys)"))
            return nil
        }
        self.value = value
        var entries: [String: Value] = [:]
        let allowed = Key.allCases.map(\.rawValue)
        for (key, entry) in value.entries() {
            guard let name = key.writtenText, allowed.contains(name) else {
                let name = key.writtenText?.shortened ?? "…"
                let list = allowed.joined(separator: ", ")
                key.report(
                    .unknownKey, zh: "未知的键“\(name)”", en: "unknown key '\(name)'",
                    allowed: LocalizedText(zh: list, en: list), nearest: NearestName.of(name, among: allowed))
                continue
            }
            entries[name] = entry
        }
        self.entries = entries
        hasUnknownKeys = value.entries().count != entries.count
    }

    /// Where the key's value stands, or where the mapping begins when the key is absent.
    func place(of key: Key) -> Place { entries[key.rawValue]?.place ?? value.place }

    /// Whether the key is there, with a value or without.
    func has(_ key: Key) -> Bool { entries[key.rawValue] != nil }

    /// The value, or nil when the key is absent. A key without a value is a mistake.
    func optional(_ key: Key) -> Value? {
        guard let entry = entries[key.rawValue] else { return nil }
        guard !entry.isNull else {
            if !value.isCutOff {
                entry.report(.missing, zh: "键“\(key.rawValue)”没有值", en: "the key '\(key.rawValue)' has no value")
            }
            return nil
        }
        return entry
    }

    /// The value; an absent key is a mistake, unless the rest of the mapping could not be read.
    func required(_ key: Key) -> Value? {
        if entries[key.rawValue] != nil { return optional(key) }
        if !value.isCutOff {
            value.report(.missing, zh: "缺少键“\(key.rawValue)”", en: "the key '\(key.rawValue)' is missing")
        }
        return nil
    }

    /// The one pair of a mapping that says one of several things; none, or more than one, is a mistake.
    func only() -> (key: Key, value: Value)? {
        let given = Key.allCases.filter { entries[$0.rawValue] != nil }
        guard let key = given.first, given.count == 1 else {
            if !value.isCutOff || !given.isEmpty {
                let list = Key.allCases.map(\.rawValue).joined(separator: ", ")
                value.report(
                    given.isEmpty ? .missing : .contradiction, zh: "须恰有一个键，而有 \(given.count) 个",
                    en: "exactly one key is needed, but there are \(given.count)",
                    allowed: LocalizedText(zh: list, en: list))
            }
            return nil
        }
        return optional(key).map { (key, $0) }
    }
}
