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
