import HubModel

/// Reads the texts of pages: sections of keys, each with its text in Chinese and in English.
///
/// ```yaml
/// claim:
///   title: {zh: 报销, en: Claims}
/// ```
/// A text that is left out on purpose is written `""`.
public struct WordsReader {
    private let log = MistakeLog()
    private var entries: [WordsEntry] = []
    private var sections: [String: Place] = [:]

    /// - Parameter files: the texts of the files by their names.
    /// - Throws: ``ConfigurationMistakes`` with every mistake of all files.
    public static func read(_ files: [String: String]) throws -> [WordsEntry] {
        var reader = WordsReader()
        for (name, text) in files.sorted(by: { $0.key < $1.key }) { reader.read(text, of: name) }
        guard reader.log.mistakes.isEmpty else { throw ConfigurationMistakes(reader.log.mistakes) }
        return reader.entries
    }

    private init() {}

    private mutating func read(_ text: String, of file: String) {
        let composition = DocumentComposer(file: file, log: log).compose(text)
        let source = ConfigurationSource(file: file, log: log, openPlaces: composition.openPlaces)
        guard let root = composition.root else {
            if !log.mistakes.contains(where: { $0.file == file }) {
                log.report(
                    .missing, at: Place(file: file, line: 1, column: 1),
                    LocalizedText(zh: "文件是空的", en: "the file is empty"))
            }
            return
        }
        for (name, section) in Value(root, in: source).entries() { read(section, named: name) }
    }

    private mutating func read(_ section: Value, named name: Value) {
        guard let text = name.scalar(expected: LocalizedText(zh: "一组文字的名称", en: "the name of a section")) else {
            return
        }
        if let first = sections.updateValue(name.place, forKey: text) {
            name.report(
                .duplicateCode, zh: "“\(text)”已在 \(first) 出现", en: "the section '\(text)' stands at \(first) already")
        }
        for (key, value) in section.entries() {
            guard let key = key.scalar(expected: LocalizedText(zh: "文字的名称", en: "the name of a text")),
                let languages = MappingReader<TextLanguage>(value)
            else { continue }
            let (zh, en) = (words(.zh, of: languages), words(.en, of: languages))
            guard let zh, let en else { continue }
            entries.append(
                WordsEntry(
                    section: text, key: key, text: LocalizedText(zh: zh, en: en), place: "\(value.place)"))
        }
    }

    private func words(_ language: TextLanguage, of reader: MappingReader<TextLanguage>) -> String? {
        reader.required(language)?.scalar(expected: LocalizedText(zh: "文字", en: "a text"))
    }
}
