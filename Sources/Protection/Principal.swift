public import HubModel

/// On whose behalf a transaction runs; row-level security lets it see and change just that.
public enum Principal: Hashable, Sendable {
    /// One station: its own rows.
    case station(StationCode)
    /// The district's bureau and the hub's own work for it: the rows of all stations.
    case district
    /// Somebody who presents a credential and is not known yet: sees at most that credential.
    case bearer(credentialDigestHex: String)

    /// The settings that the policies of the tables read.
    var settings: [(name: String, value: String)] {
        switch self {
        case .station(let code): [("xinlian.scope", "station"), ("xinlian.station", code.rawValue)]
        case .district: [("xinlian.scope", "district"), ("xinlian.station", "")]
        case .bearer(let digest):
            [("xinlian.scope", "bearer"), ("xinlian.station", ""), ("xinlian.credential", digest)]
        }
    }
}
