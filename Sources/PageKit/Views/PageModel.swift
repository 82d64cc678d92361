/// What a page shows, as values; it names the template that makes a page of it.
public protocol PageModel: Sendable {
    /// The template's name, without folder and extension.
    static var template: String { get }
}
