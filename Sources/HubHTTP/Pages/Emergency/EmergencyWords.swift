import HubModel
import Identity
import PageKit

/// Texts of break-glass access and of the notices about it.
enum EmergencyWords: String, Wording {
    static let section = "emergency"

    case menu, noticesMenu
    case title, lead, station, resident, residentHelp, residentId, reason, reasonHelp, hours, hour, open, consequence,
        list, none
    case noneHint, who, from, until, state, running, over, ended, view, banner, end, endEffect, back
    case noticeTitle, noticeLead, noNotices, noNoticesHint, told, seen, seenAt, notSeen, openNotices
    case invalidReason, invalidDuration, unknownResident, notOpen, ownAccess

    var placeholders: Set<String> {
        switch self {
        case .hour, .openNotices: ["n"]
        case .banner: ["time"]
        default: []
        }
    }
}

extension EmergencyWords {
    init(_ error: EmergencyAccessError) {
        self =
            switch error {
            case .invalidReason: .invalidReason
            case .invalidDuration: .invalidDuration
            case .unknownResident: .unknownResident
            case .notOpen: .notOpen
            case .ownAccess: .ownAccess
            }
    }
}
