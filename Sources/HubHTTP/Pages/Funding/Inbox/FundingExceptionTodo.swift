import Funding
import PageKit

/// What to do about a step of an order that no money follows.
enum FundingExceptionTodo: Remarks {
    typealias Code = FundingException.Code

    static let section = "fundingExceptionTodo"
}
