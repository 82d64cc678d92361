public import HubModel

/// Which step a service order 点单 may take next [RES-5]. Pure.
///
/// placed -> accepted -> delivered -> verified by the resident; cancelled from anywhere before that.
public enum OrderRules {
    /// - Parameter standing: of an order that the hub knows.
    /// - Throws: ``OrderError`` when the order can't take the step now.
    public static func check(_ step: OrderStepKind, after standing: OrderStanding) throws(OrderError) {
        let taken = Set(standing.steps.map(\.kind))
        guard !taken.contains(.verified) else { throw .verified }
        guard !taken.contains(.cancelled) else { throw .cancelled }
        switch step {
        case .placed: throw .placed
        case .accepted: if taken.contains(.accepted) || taken.contains(.delivered) { throw .accepted }
        case .delivered:
            if taken.contains(.delivered) { throw .delivered }
            guard taken.contains(.accepted) else { throw .notAccepted }
        case .verified: guard taken.contains(.delivered) else { throw .notDelivered }
        case .cancelled: break
        }
    }

    /// What the station does next; nil when it is the resident's turn or the order is at its end.
    public static func next(after standing: OrderStanding) -> OrderStepKind? {
        switch standing.state {
        case .placed: .accepted
        case .accepted: .delivered
        default: nil
        }
    }
}

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

/// Why a link or code of a resident is of no use.
public enum OrderLinkError: Error, Equatable, Sendable {
    /// There is none, or it was used, replaced or is too old: whoever holds one is told the same in all cases but these.
    case unknown
    case used
    case expired
    /// A later one took its place.
    case replaced
    /// The code is wrong, or can't be tried any more.
    case wrongCode
}

/// Something that a resident can order by itself.
public struct OrderableItem: Equatable, Sendable {
    public var package: String
    public var packageTitle: LocalizedText
    public var item: String
    public var title: LocalizedText
    public var price: Money

    public init(
        package: String, packageTitle: LocalizedText, item: String, title: LocalizedText, price: Money
    ) {
        self.package = package
        self.packageTitle = packageTitle
        self.item = item
        self.title = title
        self.price = price
    }

    /// How forms and addresses name it.
    public var key: String { "\(package)/\(item)" }
}
