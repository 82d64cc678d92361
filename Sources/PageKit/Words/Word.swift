public import HubModel

/// A text as it stands in a words file.
public struct Word: Sendable {
    public let section: String
    public let key: String
    public let text: LocalizedText
    /// File, line and column, as mistakes name them.
    public let place: String

    public init(section: String, key: String, text: LocalizedText, place: String) {
        self.section = section
        self.key = key
        self.text = text
        self.place = place
    }

    /// What is said of a text that nothing shows.
    var unused: String {
        "\(place): 没有页面用到 \(section).\(key)，请删除 / nothing shows \(section).\(key); remove it"
    }
}
