public import Foundation

/// Who prepared, submitted or asked for something doesn't decide on it, and nobody decides twice 不相容岗位分离.
///
/// The one place of the rule in Swift. ``VoucherQueries`` says the same to find what waits for somebody, and CHECK constraints of
/// `voucher_decision`, `claim` and `period_reopening` hold it whatever a program does.
public enum SeparationOfDuties {
    /// Why somebody can't decide.
    public enum Bar: Hashable, Sendable {
        /// It is their own.
        case own
        case decidedAlready
    }

    /// - Parameters:
    ///   - account: who wants to decide.
    ///   - deciders: who decided so far.
    /// - Returns: nil when they may.
    public static func bar(to account: UUID, preparedBy preparer: UUID, decidedBy deciders: [UUID] = []) -> Bar? {
        if preparer == account { return .own }
        return deciders.contains(account) ? .decidedAlready : nil
    }
}
