/// A statement's file that is not imported, with all that was found; nothing of it is kept.
public struct BankFileRefused: Error, Equatable, Sendable {
    public var problems: [BankFileProblem]

    public init(problems: [BankFileProblem]) {
        self.problems = problems
    }

    /// The most that are told.
    public static let most = 50
}
