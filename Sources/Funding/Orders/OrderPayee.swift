import HubModel

/// Whom the service of an order is owed to.
enum OrderPayee {
    /// - Parameter performer: who took the order: nil or `station`, or `department:<code>`.
    /// - Returns: the code of the station, or the department as the order names it.
    static func code(performer: String?, station: StationCode) -> String {
        guard let performer, performer != "station" else { return station.rawValue }
        return performer
    }
}
