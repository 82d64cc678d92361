public import HubModel

/// Where a role is held and who administers an account.
public enum Organization: Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case bureau, station, hospital
    }

    case bureau
    case station(StationCode)
    case hospital(HospitalCode)

    /// Returns nil unless the code fits the kind; the bureau has none.
    public init?(kind: Kind, code: String) {
        switch kind {
        case .bureau:
            guard code.isEmpty else { return nil }
            self = .bureau
        case .station:
            guard let code = StationCode(rawValue: code) else { return nil }
            self = .station(code)
        case .hospital:
            guard let code = HospitalCode(rawValue: code) else { return nil }
            self = .hospital(code)
        }
    }

    public var kind: Kind {
        switch self {
        case .bureau: .bureau
        case .station: .station
        case .hospital: .hospital
        }
    }

    /// Empty for the bureau.
    public var code: String {
        switch self {
        case .bureau: ""
        case .station(let code): code.rawValue
        case .hospital(let code): code.rawValue
        }
    }
}
