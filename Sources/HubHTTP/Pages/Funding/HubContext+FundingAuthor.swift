import Foundation
import Funding
import Identity

extension HubContext {
    /// Who changes money by this request.
    ///
    /// - Throws: when nobody is signed in.
    func fundingAuthor(at now: Date) throws -> FundingAuthor {
        FundingAuthor(try person().asActing, from: origin.address, at: now)
    }
}
