/// The languages of a text, as its keys.
enum TextLanguage: String, CaseIterable {
    case zh, en
}
