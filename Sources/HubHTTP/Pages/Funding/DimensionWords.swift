import HubModel
import PageKit

/// What an account of the books is kept apart by.
enum DimensionWords: String, Wording {
    static let section = "dimension"

    case station, payee, line, programme, package, profile, source
    case functionalClass = "functional-class"
    case economicClass = "economic-class"
    case governmentClass = "government-economic-class"
}
