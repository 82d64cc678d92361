import Foundation
import Funding
import Testing

/// Who prepared something doesn't decide on it, and nobody decides twice.
struct SeparationOfDutiesTests {
    @Test func onlyOthersDecideAndEachOnce() {
        let (preparer, first, second) = (UUID(), UUID(), UUID())
        func bar(_ account: UUID) -> SeparationOfDuties.Bar? {
            SeparationOfDuties.bar(to: account, preparedBy: preparer, decidedBy: [first])
        }
        #expect(bar(preparer) == .own)
        #expect(bar(first) == .decidedAlready)
        #expect(bar(second) == nil)
        // One's own comes first: it can't be decided on at all.
        #expect(SeparationOfDuties.bar(to: preparer, preparedBy: preparer, decidedBy: [preparer]) == .own)
    }
}
