import Funding
import PageKit

/// What a request brings to the page besides what is stored.
struct BankMessage: Sendable {
    var success: String?
    var error: String?
    var problems: [BankFileProblem] = []
    var form = FormFields()
}
