import PageKit

/// What to do about an order without a budget, by why it has none.
enum UnfundedTodo: Glossary {
    static let section = "unfundedTodo"
}
