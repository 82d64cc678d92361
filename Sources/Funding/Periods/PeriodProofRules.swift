/// Judges what was read for the proof of a month. Pure.
enum PeriodProofRules {
    static func findings(
        trials: [PeriodProof.Trial], agreements: [PeriodProof.Agreement], accounts: [(book: String, code: String)]
    ) -> [PeriodProof.Finding] {
        trials.filter { $0.debits != $0.credits }.map { .unbalanced(book: $0.book) }
            + agreements.filter { $0.control != $0.books }.map {
                .disagreement(fundingLine: $0.fundingLine, figure: $0.figure)
            } + accounts.map { .account(book: $0.book, code: $0.code) }
    }
}
