import Foundation

/// How long to wait after failed sign-ins: it grows with each failure and never becomes a lockout.
///
/// Counted for a name together with the address it came from, so that nobody elsewhere can keep a person out, and more
/// generously for the address alone, which slows down whoever tries many names.
public enum SignInDelay {
    /// What is counted.
    public enum Subject: Sendable, CaseIterable {
        case nameAtAddress, address
        /// One-time codes of stations from an address.
        case enrolment
        /// Codes by which residents verify a service, from an address.
        case orderCode

        /// Failures that cost no wait.
        var freeFailures: Int {
            switch self {
            case .nameAtAddress: 3
            case .address: 30
            // A code may be tried by several machines at once, and until it is known how that ended, all of them count.
            case .enrolment: 20
            // A code has six digits and may be tried five times; a terminal at a counter serves many residents.
            case .orderCode: 10
            }
        }
    }

    /// The longest wait.
    public static let longestSeconds = 900.0
    /// Failures are forgotten after a day without another one.
    public static let forgetAfterSeconds = 86_400.0

    /// Seconds to wait after a number of failures: none, then 2, 4, 8, … up to a quarter of an hour.
    public static func seconds(after failures: Int, of subject: Subject) -> Double {
        let counted = failures - subject.freeFailures
        guard counted > 0 else { return 0 }
        return min(longestSeconds, pow(2, Double(min(counted, 20))))
    }
}
