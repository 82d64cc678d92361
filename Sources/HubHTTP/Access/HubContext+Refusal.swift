import Funding
import HubRuntime
import Identity
public import PageKit
import Services

extension HubContext {
    public static func refusal(of error: any Error) -> Refusal? {
        switch error {
        case let error as any FundingRefusal: error.isAbsence ? nil : Refusal(error.words, error.status)
        case let error as OrderError where error != .unknownOrder:
            Refusal(OrderErrorWords(error).text, Problem(error).status)
        case let error as EmergencyAccessError: Refusal(EmergencyWords(error).text)
        default: nil
        }
    }
}
