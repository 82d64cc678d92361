public import HubModel

/// A draft that breaks a rule and was not recorded.
public struct FactRefused: Error, Hashable, Sendable, CustomStringConvertible {
    /// The protocol's name for the kind of mistake, e.g. `out_of_range`.
    public var code: String
    /// What is wrong, without any value of a person.
    public var words: LocalizedText

    init(_ code: String, zh: String, en: String) {
        self.code = code
        words = LocalizedText(zh: zh, en: en)
    }

    public var description: String { "\(code): \(words.zh) / \(words.en)" }

    /// The book has something else under the draft's source key.
    public static func recordedOtherwise(at place: FactPlace) -> FactRefused {
        FactRefused(
            "recorded_otherwise",
            zh: """
                同一来源已有内容不同的记录 \(place)，未录入。若是另一次（如再次筛查），请单独录入并注明发生时间或另一来源编号；若原记录有误，\
                请录入对 \(place) 的更正
                """,
            en: """
                the book has \(place) from the same source with other content. If this is another event, such as a \
                second screening, record it by itself with its own time or source; if \(place) is wrong, record a \
                correction of it
                """)
    }
}
