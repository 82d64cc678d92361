/// Routes that belong together, such as the pages on claims, with what else the program must know of them: it stands in
/// one folder, and one line registers it.
public protocol RouteGroup<Context>: Sendable {
    associatedtype Context: PageContext
    /// Whom a menu tells apart, such as the roles of people.
    associatedtype Reader: Hashable, Sendable

    /// The pages that the routes answer with.
    static var pages: [any PageModel.Type] { get }
    /// The texts of the group's words file.
    static var words: [any WordSection.Type] { get }
    /// Where the group stands among the main pages.
    static var menu: [MenuEntry<Reader>] { get }

    var routes: [Route<Context>] { get }
}

extension RouteGroup {
    public static var pages: [any PageModel.Type] { [] }
    public static var words: [any WordSection.Type] { [] }
    public static var menu: [MenuEntry<Reader>] { [] }
}
