import DistrictConfig
import Foundation
import Postgres

/// What becomes of orders and claims when the vouchers behind them are approved or rejected.
///
/// The statements are sent with the next one of the transaction. They lock orders in the order of their keys.
struct VoucherConsequences {
    private let now: Date

    init(at now: Date) {
        self.now = now
    }

    func follow(approved businesses: [WaitingVoucher.Business], on connection: isolated Connection) {
        let done = Grouped(businesses)
        if !done.payments.isEmpty {
            connection.enqueue(ConsequenceQueries.payOrders(of: done.payments, at: now))
            connection.enqueue(ConsequenceQueries.payClaims(of: done.payments, at: now))
        }
        if !done.returns.isEmpty {
            connection.enqueue(ConsequenceQueries.returnOrders(by: done.returns, at: now))
            connection.enqueue(ConsequenceQueries.releaseReturned(by: done.returns, at: now))
        }
        if !done.reversedServices.isEmpty {
            connection.enqueue(ConsequenceQueries.releaseServices(verifiedBy: done.reversedServices, at: now))
        }
    }

    func follow(rejected businesses: [WaitingVoucher.Business], on connection: isolated Connection) {
        let done = Grouped(businesses)
        if !done.payments.isEmpty { connection.enqueue(ConsequenceQueries.unpayClaims(of: done.payments, at: now)) }
        if !done.returns.isEmpty { connection.enqueue(ConsequenceQueries.forgetReturns(by: done.returns)) }
        if !done.services.isEmpty {
            connection.enqueue(ConsequenceQueries.raiseRejected(verifiedBy: done.services, at: now))
            connection.enqueue(ConsequenceQueries.unfund(verifiedBy: done.services, at: now))
        }
    }

    /// Events by what follows from them.
    private struct Grouped {
        var payments: [UUID] = []
        var returns: [UUID] = []
        /// Verified services.
        var services: [UUID] = []
        /// Verified services that are taken back.
        var reversedServices: [UUID] = []

        init(_ businesses: [WaitingVoucher.Business]) {
            for business in businesses {
                switch FundingEventCode(rawValue: business.code) {
                case let code? where code.isPayment: payments.append(business.event)
                case .paymentReturned: returns.append(business.event)
                case .serviceVerified, .companyServiceVerified:
                    if let reversed = business.reverses {
                        reversedServices.append(reversed)
                    } else {
                        services.append(business.event)
                    }
                default: break
                }
            }
        }
    }
}

extension FundingEventCode {
    /// Whether it pays what was verified.
    var isPayment: Bool {
        switch self {
        case .paidByTreasury, .paidFromQuota, .paidFromBank, .paidFromFund, .paidFromCarryOver, .companyProviderPaid:
            true
        default: false
        }
    }
}
