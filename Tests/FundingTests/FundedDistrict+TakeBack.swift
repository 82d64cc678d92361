import Foundation
import Funding
import HubModel
import Protection
import TestSupport

extension FundedDistrict {
    /// Takes an approved voucher back, with as many approvals as that needs.
    func takeBack(_ voucher: UUID) async throws {
        let (context, officer) = (context, officer)
        let red = try await act(as: officer) { connection in
            try await ReverseVoucher(context: context, at: FixedClock.now)(
                voucher, reason: "重复登记", event: UUID(version7At: FixedClock.now), by: officer.account, on: connection)
        }
        if try await decide([red], by: director) == [.waits] {
            _ = try await decide([red], by: .init(account: UUID(), assignment: director.assignment))
        }
    }
}
