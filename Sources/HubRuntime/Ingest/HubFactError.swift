public import HubModel

/// Why a fact can't be born at the hub.
public enum HubFactError: Error, Equatable, Sendable {
    /// The rules for facts of its kind refuse the data.
    case invalid(code: String, detail: String)
    /// Registrations and consents are told by the station that knows the person.
    case notOfTheHub(FactKind)
    /// The station's rows can't be seen.
    case noChain(StationCode)
}
