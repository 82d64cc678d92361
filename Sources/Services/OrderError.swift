/// Why an order can't be placed or take a step.
public enum OrderError: Error, Equatable, Sendable {
    /// There is no such order at the station, or the station is not one's own.
    case unknownOrder
    /// It was placed already.
    case placed
    /// It was accepted already.
    case accepted
    /// Delivery before anybody took the order.
    case notAccepted
    /// It was delivered already.
    case delivered
    /// Verification before delivery.
    case notDelivered
    /// The resident has verified it: nothing comes after that.
    case verified
    /// It was cancelled: nothing comes after that.
    case cancelled
    /// The item is not in what the station offers at the moment, or is sold with its package only.
    case notOffered
    /// The station's node placed it before the hub kept what it needs.
    case notHeld
    /// What was delivered has to be said, in 2 to 500 characters.
    case missingEvidence
    /// Why it is cancelled has to be said, in 2 to 500 characters.
    case missingReason
    /// Who takes the order is `station`, or `department:` and the code of a department of the district.
    case invalidPerformer
    /// The resident's id is none.
    case invalidResident
    /// The resident would pay another amount than was agreed to; in fen.
    case priceDiffers(copaymentFen: Int64)
}
