import HubModel
import Yams

/// A node of a file with its place: reads itself as one type or another and reports when it can't.
struct Value {
    let node: Node
    let place: Place
    let source: ConfigurationSource

    init(_ node: Node, in source: ConfigurationSource, emptyAt keyPlace: Place? = nil) {
        self.node = node
        self.source = source
        let own = node.mark.map { Place(file: source.file, line: $0.line, column: $0.column) }
        // An empty value has no place of its own that anybody would look at.
        let isEmpty = Value.isNull(node)
        place = (isEmpty ? keyPlace ?? own : own) ?? keyPlace ?? Place(file: source.file, line: 1, column: 1)
    }

    var isNull: Bool { Value.isNull(node) }

    var isMapping: Bool {
        if case .mapping = node { true } else { false }
    }

    var isList: Bool {
        if case .sequence = node { true } else { false }
    }

    /// A scalar as written, nil for anything else.
    var writtenText: String? { node.scalar?.string }

    /// Goes on in a part of the file that could not be read.
    var isCutOff: Bool { source.openPlaces.contains(place) }

    private static func isNull(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    func report(
        _ key: ConfigurationMistake.Key, zh: String, en: String, allowed: LocalizedText? = nil, nearest: String? = nil
    ) {
        source.log.report(key, at: place, LocalizedText(zh: zh, en: en), allowed: allowed, nearest: nearest)
    }

    func reportWrongType(expected: LocalizedText) {
        let found =
            switch node {
            case .scalar(let scalar):
                LocalizedText(zh: "“\(scalar.string.shortened)”", en: "'\(scalar.string.shortened)'")
            case .sequence: LocalizedText(zh: "列表", en: "a list")
            case .mapping: LocalizedText(zh: "映射", en: "a mapping")
            case .alias: LocalizedText(zh: "别名", en: "an alias")
            }
        report(.wrongType, zh: "类型不符：\(found.zh)", en: "wrong type: \(found.en)", allowed: expected)
    }

    /// The text of a scalar as written, whatever YAML takes it for; reports anything else.
    func scalar(expected: LocalizedText) -> String? {
        guard case .scalar(let scalar) = node, !isNull else {
            reportWrongType(expected: expected)
            return nil
        }
        return scalar.string
    }

    /// The elements; a list shorter than `minimum` is a mistake. An empty list results when this is none.
    func list(minimum: Int = 0) -> [Value] {
        guard case .sequence(let sequence) = node else {
            reportWrongType(expected: LocalizedText(zh: "列表", en: "a list"))
            return []
        }
        if sequence.count < minimum, !isCutOff {
            report(
                .outOfRange, zh: "列表有 \(sequence.count) 项", en: "the list has \(sequence.count) entries",
                allowed: LocalizedText(zh: "至少 \(minimum) 项", en: "\(minimum) or more"))
        }
        return sequence.map { Value($0, in: source, emptyAt: place) }
    }

    /// The pairs of a mapping whose keys are data; nothing when this is none.
    func entries() -> [(key: Value, value: Value)] {
        guard case .mapping(let mapping) = node else {
            reportWrongType(expected: LocalizedText(zh: "映射（键: 值）", en: "a mapping (key: value)"))
            return []
        }
        return mapping.map { pair in
            let key = Value(pair.key, in: source, emptyAt: place)
            return (key, Value(pair.value, in: source, emptyAt: key.place))
        }
    }
}

extension String {
    /// At most 40 characters on one line, for messages.
    var shortened: String {
        let line = map { $0.isNewline ? " " : $0 }
        return line.count <= 40 ? String(line) : String(line.prefix(39)) + "…"
    }
}
