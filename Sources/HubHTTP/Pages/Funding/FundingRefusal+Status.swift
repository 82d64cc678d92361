import Funding
import HTTPTypes

extension FundingRefusal {
    /// What a page that says so is answered with.
    var status: HTTPResponse.Status {
        switch self {
        case let error as FundingError:
            switch error {
            case .voucherSettled, .ownVoucher, .decidedAlready, .monthClosed, .documentUsed, .budgetExhausted,
                .reversedAlready, .notReversible, .paidService, .claimPayment, .nothingToSettle, .notRejected:
                .conflict
            default: .unprocessableContent
            }
        case let error as ClaimError:
            switch error {
            case .claimedAlready, .settled, .own, .changed, .servicesWait, .carriedOverExceeded: .conflict
            default: .unprocessableContent
            }
        case is PeriodError: .conflict
        case let error as ResolveFundingException.Refusal: error == .notOpen ? .conflict : .unprocessableContent
        default: .unprocessableContent
        }
    }

    /// Whether there is nothing that it is about.
    var isAbsence: Bool {
        if case .notFound? = self as? ClaimError { return true }
        if case .voucherNotFound? = self as? FundingError { return true }
        return false
    }
}
