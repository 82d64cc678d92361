import Foundation
import HubModel

/// One of the two folders of the configuration, with paths as a person would type them.
struct ConfigurationFolder {
    private let url: URL
    /// The folder's own name, with which every path in a mistake begins.
    let name: String
    let log: MistakeLog

    init(_ url: URL, log: MistakeLog) {
        self.url = url.standardizedFileURL
        name = self.url.lastPathComponent
        self.log = log
    }

    /// The place of a file as a whole.
    func place(_ path: String) -> Place {
        Place(file: path.isEmpty ? name : "\(name)/\(path)", line: 1, column: 1)
    }

    /// The names of the folders inside, sorted; reports when the folder itself can't be read.
    func folders() -> [String] {
        entries(in: "", isRequired: true).filter(\.isFolder).map(\.name)
    }

    /// The YAML files of a folder inside, sorted, without their extension. Anything else there is a mistake,
    /// except a README.md and hidden files.
    func yamlNames(in folder: String, isRequired: Bool) -> [String] {
        entries(in: folder, isRequired: isRequired).compactMap { entry in
            if !entry.isFolder, entry.name.hasSuffix(".yaml") { return String(entry.name.dropLast(5)) }
            if entry.name != "README.md" {
                log.report(
                    .fileName, at: place("\(folder)/\(entry.name)"),
                    LocalizedText(zh: "此处不应有该文件", en: "this does not belong here"),
                    allowed: LocalizedText(zh: "*.yaml, README.md", en: "*.yaml, README.md"))
            }
            return nil
        }
    }

    /// The root of a YAML file that may be absent, or nil; all that is wrong with the file is reported.
    func optionalDocument(_ path: String) -> Value? {
        FileManager.default.fileExists(atPath: url.appending(path: path).path) ? document(path) : nil
    }

    /// Reports the YAML files of a folder that have another name than those that are read there.
    func checkYAML(in folder: String, expected: [String]) {
        for entry in entries(in: folder, isRequired: false)
        where !entry.isFolder && entry.name.hasSuffix(".yaml") && !expected.contains(entry.name) {
            let list = expected.joined(separator: ", ")
            log.report(
                .fileName, at: place("\(folder)/\(entry.name)"),
                LocalizedText(zh: "此处不应有该文件", en: "this does not belong here"),
                allowed: LocalizedText(zh: list, en: list), nearest: NearestName.of(entry.name, among: expected))
        }
    }

    /// The root of a YAML file, or nil; all that is wrong with the file is reported.
    func document(_ path: String) -> Value? {
        guard let text = text(path) else { return nil }
        let file = place(path).file
        let composition = DocumentComposer(file: file, log: log).compose(text)
        guard let root = composition.root else {
            let isEmpty = !log.mistakes.contains { $0.file == file }
            if isEmpty {
                log.report(.missing, at: place(path), LocalizedText(zh: "文件是空的", en: "the file is empty"))
            }
            return nil
        }
        let source = ConfigurationSource(file: file, log: log, openPlaces: composition.openPlaces)
        return Value(root, in: source)
    }

    /// The text of a file; a missing file or one that is not UTF-8 is reported.
    func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: url.appending(path: path).path) else {
            log.report(
                .unreadable, at: place(path), LocalizedText(zh: "文件不存在或无法读取", en: "the file is missing or unreadable"))
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            log.report(
                .unreadable, at: firstBadPlace(in: data, path: path),
                LocalizedText(zh: "文件不是 UTF-8 编码", en: "the file is not UTF-8"))
            return nil
        }
        return text
    }

    private func firstBadPlace(in data: Data, path: String) -> Place {
        let before = String(decoding: data, as: UTF8.self).unicodeScalars.prefix { $0 != "\u{FFFD}" }
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        return Place(file: place(path).file, line: max(1, lines.count), column: (lines.last?.count ?? 0) + 1)
    }

    private func entries(in folder: String, isRequired: Bool) -> [(name: String, isFolder: Bool)] {
        let folderURL = folder.isEmpty ? url : url.appending(path: folder)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folderURL.path) else {
            if isRequired {
                log.report(
                    .unreadable, at: place(folder),
                    LocalizedText(zh: "文件夹不存在或无法读取", en: "the folder is missing or unreadable"))
            }
            return []
        }
        return names.filter { !$0.hasPrefix(".") }.sorted().map { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folderURL.appending(path: name).path, isDirectory: &isFolder)
            return (name, isFolder.boolValue)
        }
    }
}
