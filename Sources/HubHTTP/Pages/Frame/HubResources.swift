import DistrictConfig
public import Foundation
public import PageKit

/// The files that the hub's pages are made of.
public enum HubResources {
    /// The folder of templates and words.
    static var folder: URL { Bundle.module.bundleURL }

    /// The folder of what is served below `/assets/xinlian/`.
    public static var assets: URL { folder.appendingPathComponent("Assets") }

    /// The texts of all pages. What can't be read is empty here; ``renderer()`` says so.
    static let words = WordBook((try? read.get()) ?? [])

    private static let mistakes = words.mistakes(for: HubRouteGroups.words)
    private static let read = Result { try readWords() }

    /// The words of all groups, out of the bundle's `….words.yaml`.
    private static func readWords() throws -> [Word] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix(".words.yaml") }
        let texts = try files.map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
        return try WordsReader.read(Dictionary(uniqueKeysWithValues: texts)).map {
            Word(section: $0.section, key: $0.key, text: $0.text, place: $0.place)
        }
    }

    /// - Throws: when a template or a text can't be read, a template names what its page doesn't have, or a text is missing
    ///   or shown nowhere; with the place of each mistake.
    public static func renderer() async throws -> PageRenderer {
        _ = try read.get()
        guard mistakes.isEmpty else { throw WordMistakes(mistakes) }
        return try await PageRenderer(templates: folder, pages: HubRouteGroups.pages)
    }
}
