public import Foundation
import Mustache

/// Makes HTML out of page models; the templates are read once.
public struct PageRenderer: Sendable {
    /// A page that can't be made.
    public struct MissingTemplate: Error {
        public let name: String
    }

    private let library: MustacheLibrary

    /// - Parameter templates: the folder of templates and partials.
    /// - Throws: when a template can't be read.
    public init(templates: URL) async throws {
        library = try await MustacheLibrary(directory: templates.path)
    }

    /// - Throws: ``MissingTemplate``.
    public func html<Page: PageModel>(_ page: Page) throws -> String {
        guard let html = library.render(page, withTemplate: Page.template) else {
            throw MissingTemplate(name: Page.template)
        }
        return html
    }
}
