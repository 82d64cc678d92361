public import Foundation
import Mustache

/// Makes HTML out of page models; the templates are read once and checked against them.
public struct PageRenderer: Sendable {
    /// A page that can't be made.
    public struct MissingTemplate: Error {
        public let name: String
    }

    private let library: MustacheLibrary
    private let checked: Set<ObjectIdentifier>

    /// - Parameters:
    ///   - templates: the folder of templates and partials.
    ///   - pages: all models that are ever rendered.
    /// - Throws: ``TemplateMistakes`` when a template names what its model doesn't have; another error when one can't be
    ///   read.
    public init(templates: URL, pages: [any PageModel.Type]) async throws {
        var check = TemplateCheck(try Self.texts(in: templates))
        for page in pages { check.check(page) }
        guard check.mistakes.isEmpty else { throw TemplateMistakes(mistakes: check.mistakes) }
        library = try await MustacheLibrary(directory: templates.path)
        checked = Set(pages.map { ObjectIdentifier($0) })
    }

    /// The templates below a folder by their names.
    static func texts(in folder: URL) throws -> [String: String] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "mustache" }
        return Dictionary(
            uniqueKeysWithValues: try files.map {
                ($0.deletingPathExtension().lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
            })
    }

    /// - Throws: ``MissingTemplate``, also when the model isn't one of those that were checked.
    public func html<Page: PageModel>(_ page: Page) throws -> String {
        guard checked.contains(ObjectIdentifier(Page.self)),
            let html = library.render(page, withTemplate: Page.template)
        else {
            throw MissingTemplate(name: Page.template)
        }
        return html
    }
}
