public import Foundation
public import HubModel

/// On whose behalf a transaction runs; row-level security lets it see and change just that.
public enum Principal: Hashable, Sendable {
    /// The node of one station: its own rows.
    case station(StationCode)
    /// The hub's own work for the district, such as applying effects: the rows of all stations.
    case district
    /// Somebody who signs with a key and is not known yet: sees at most that key, and may put another in its place.
    case stationKey(id: String)
    /// Somebody who presents a one-time code and a key of their own: sees at most the two.
    case enrolment(codeDigestHex: String, keyID: String)
    /// Whoever presents the one-time link of a resident: sees at most that link and uses it up. With a station, once the
    /// link is known to be that station's, what is recorded by means of it goes into the station's rows.
    case orderLink(digestHex: String, writing: StationCode?)
    /// Whoever types a code for an order: sees at most the codes of that order.
    case orderCode(order: String, station: StationCode)
    /// Sign-in, before anybody is known.
    case signIn
    /// Whoever presents a session's token, for that session and for finding out whose it is.
    case session(digestHex: String)
    /// A person who is signed in and acts in one of their roles.
    case person(Acting)
    /// A person whom break-glass lets in for the record of one resident, which they see and nothing else.
    case emergency(Acting, StationCode, ResidentID)

    /// A signed-in person and the role they act in.
    public struct Acting: Hashable, Sendable {
        public let account: UUID
        public let assignment: RoleAssignment

        public init(account: UUID, assignment: RoleAssignment) {
            self.account = account
            self.assignment = assignment
        }
    }

    /// The settings that the policies of the tables read. What is not named here is unset: policies compare with `=`,
    /// which an unset setting never satisfies.
    var settings: [(name: String, value: String)] {
        switch self {
        case .station(let code): [("xinlian.scope", "station"), ("xinlian.station", code.rawValue)]
        case .district: [("xinlian.scope", "district"), ("xinlian.station", "")]
        case .stationKey(let id): [("xinlian.scope", "station-key"), ("xinlian.station", ""), ("xinlian.key", id)]
        case .enrolment(let digest, let keyID):
            [
                ("xinlian.scope", "enrolment"), ("xinlian.station", ""), ("xinlian.enrolment", digest),
                ("xinlian.key", keyID),
            ]
        case .orderLink(let digest, let station):
            [("xinlian.scope", "order-link"), ("xinlian.station", station?.rawValue ?? ""), ("xinlian.link", digest)]
        case .orderCode(let order, let station):
            [
                ("xinlian.scope", "order-code"), ("xinlian.station", ""), ("xinlian.link_station", station.rawValue),
                ("xinlian.link_order", order),
            ]
        case .signIn: [("xinlian.scope", "sign-in")]
        case .session(let digest): [("xinlian.scope", "sign-in"), ("xinlian.session", digest)]
        case .person(let acting): acting.settings
        case .emergency(let acting, let station, let resident):
            [
                ("xinlian.scope", "emergency"), ("xinlian.role", acting.assignment.role.rawValue),
                ("xinlian.account", acting.account.uuidString.lowercased()),
                ("xinlian.emergency_station", station.rawValue), ("xinlian.emergency_subject", resident.description),
            ]
        }
    }
}

extension Principal.Acting {
    fileprivate var settings: [(name: String, value: String)] {
        let scope =
            switch assignment.role {
            case .director, .brandOperator, .financeOfficer, .auditor: "bureau"
            case .stationManager, .stationStaff: "staff"
            case .hospitalCoordinator: "hospital"
            case .volunteer: "volunteer"
            }
        var settings = [
            (name: "xinlian.scope", value: scope), (name: "xinlian.role", value: assignment.role.rawValue),
            (name: "xinlian.account", value: account.uuidString.lowercased()),
        ]
        switch assignment.organization {
        case .bureau: break
        case .station(let code): settings.append((name: "xinlian.station", value: code.rawValue))
        case .hospital(let code): settings.append((name: "xinlian.hospital", value: code.rawValue))
        }
        return settings
    }
}
