import Directory
import HTTPTypes
import Identity
import PageKit
import Protection

extension AuditRefusal {
    /// Why a request was refused; nil when it wasn't, but went wrong, or has to wait for its turn.
    init?(_ error: any Error) {
        switch error {
        case IdentityError.notSignedIn: self = .notSignedIn
        case is SignInIncomplete: self = .secondFactorDue
        default:
            let problem = Problem(error)
            guard problem.status.kind == .clientError else { return nil }
            self = AuditRefusal(rawValue: problem.code) ?? .other
        }
    }
}
