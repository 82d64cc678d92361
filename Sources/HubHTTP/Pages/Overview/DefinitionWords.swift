import PageKit

/// What those terms mean.
enum DefinitionWords: Remarks {
    typealias Code = TermWords

    static let section = "definition"
}
