import PageKit

/// Terms that the list at the end of the overview explains.
enum TermWords: String, Wording {
    static let section = "definedTerm"

    case reported, exposure, reach, conversion, satisfied, toldByResident, persons, orders, sameDay, smallCounts
    case incomplete
}
