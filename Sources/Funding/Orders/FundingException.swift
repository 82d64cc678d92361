public import Foundation
public import HubModel
import Postgres

/// A step of an order that no money follows, with those alike of the same order.
public struct FundingException: Hashable, Sendable {
    /// What is wrong with the step; raw values as they are stored.
    public enum Code: String, CaseIterable, Sendable {
        case acceptedAfterCancel = "accepted-after-cancel"
        case acceptedAfterVerification = "accepted-after-verification"
        case aboveReservation = "above-reservation"
        case verifiedAfterCancel = "verified-after-cancel"
        case verifiedTwice = "verified-twice"
        case verifiedUnaccepted = "verified-unaccepted"
        case cancelledAfterVerification = "cancelled-after-verification"
        case corrected
        /// The accountant rejected the service's voucher, so an acceptance does not bring it back by itself.
        case voucherRejected = "voucher-rejected"
        /// The station states another share of the price than the rates say.
        case rateDiffers = "rate-differs"
        // What a reservation can come to.
        case noBudgetLine = "no-budget-line"
        case budgetExhausted = "budget-exhausted"
        case unknownPackage = "unknown-package"
        /// Rules or open months leave no way to book it.
        case notPosted = "not-posted"
    }

    public var key: OrderKey
    /// Nil for one that this version doesn't know.
    public var code: Code?
    /// How many steps alike are open.
    public var times: Int
    public var raisedAt: Date
    /// The latest one's.
    public var fact: FactID
    /// Nil when the hub keeps no money of the order.
    public var state: OrderFunding.State?
    public var package: String?
    public var item: String?
    public var wantedFen: Int64?
    public var actualFen: Int64?
}
