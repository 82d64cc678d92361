import PageKit

/// What the counts are called that profiles make indicators of; a profile of the district's own may name others.
enum CountWords: Glossary {
    static let section = "count"
}
