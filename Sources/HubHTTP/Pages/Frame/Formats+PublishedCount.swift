import Indicators
import PageKit

extension Formats {
    /// `<5` when there are fewer than may be shown, `*` when it is hidden for the sake of another count.
    func count(_ count: PublishedCount) -> String {
        switch count {
        case .exact(let value): number(value)
        case .below(let limit): "<\(limit)"
        case .withheld: "*"
        }
    }
}
