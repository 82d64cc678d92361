import Foundation
import HubModel
import Identity
import PageKit
import Protection

/// Who looks at a page, as what, and where the person can go.
struct PageViewer: Sendable {
    struct Entry: Sendable {
        let text: String
        let address: String
        let isCurrent: Bool
    }

    struct OtherRole: Sendable {
        let text: String
        let value: String
    }

    let name: String
    let role: String
    /// At most seven.
    let entries: [Entry]
    let account: PageLink
    let signOut: String
    let switchRole: String
    let others: [OtherRole]
    let hasOthers: Bool
    let token: String
    let words: [String: String]

    /// - Parameters:
    ///   - names: how stations and hospitals are called.
    ///   - path: of the page that is shown.
    init(_ signedIn: SignedIn, token: String, names: OrganizationNames, language: Language, path: String) {
        name = signedIn.profile.displayName
        role = names.text(of: signedIn.acting, language)
        entries = Navigation.entries(of: signedIn.acting).map { entry in
            Entry(
                text: entry.text(language), address: language.address(entry.path),
                isCurrent: entry.path == path
                    || (entry.path != "/" && !entry.isExact && path.hasPrefix(entry.path + "/")))
        }
        account = PageLink(text: ViewerWords.account(language), address: language.address("/account"))
        signOut = language.address("/sign-out")
        switchRole = language.address("/account/role")
        others = signedIn.assignments.filter { $0 != signedIn.acting }.map {
            OtherRole(text: names.text(of: $0, language), value: $0.fieldValue)
        }
        hasOthers = !others.isEmpty
        self.token = token
        words = ViewerWords.words(in: language)
    }
}

/// The pages of each role (see the interface's table of entries).
enum Navigation {
    struct Entry {
        let path: String
        let words: ViewerWords
        /// Pages below the path belong to other entries.
        var isExact = false

        func text(_ language: Language) -> String { words(language) }
    }

    static func entries(of acting: RoleAssignment) -> [Entry] {
        switch acting.role {
        case .director:
            [
                Entry(path: "/", words: .overview), Entry(path: FundingPaths.overview, words: .funding),
                Entry(path: "/emergency", words: .emergency),
                Entry(path: "/administration/notices", words: .notices),
                Entry(path: "/administration/plugins", words: .plugins),
                Entry(path: "/administration/accounts", words: .accounts),
                Entry(path: OperationsRoutes.path, words: .operations),
            ]
        case .brandOperator: [Entry(path: "/", words: .overview)]
        case .financeOfficer:
            [Entry(path: "/", words: .overview), Entry(path: FundingPaths.overview, words: .funding)]
        case .auditor:
            [
                Entry(path: "/", words: .overview), Entry(path: FundingPaths.overview, words: .funding),
                Entry(path: "/administration/audit", words: .audit),
                Entry(path: "/emergency", words: .emergency), Entry(path: "/administration/notices", words: .notices),
                Entry(path: OperationsRoutes.path, words: .operations),
            ]
        case .stationManager:
            [
                Entry(path: home(of: acting), words: .today, isExact: true),
                Entry(path: home(of: acting) + "/residents", words: .residents),
                Entry(path: home(of: acting) + "/orders", words: .orders),
                Entry(path: home(of: acting) + "/funding", words: .funding),
                Entry(path: home(of: acting) + "/profile", words: .positioning),
                Entry(path: home(of: acting) + "/staff", words: .staff),
                Entry(path: home(of: acting) + "/notices", words: .notices),
            ]
        case .stationStaff:
            [
                Entry(path: home(of: acting), words: .today, isExact: true),
                Entry(path: home(of: acting) + "/residents", words: .residents),
                Entry(path: home(of: acting) + "/orders", words: .orders),
                Entry(path: home(of: acting) + "/notices", words: .notices),
            ]
        case .hospitalCoordinator: [Entry(path: home(of: acting), words: .hospital)]
        case .volunteer: [Entry(path: "/account", words: .account)]
        }
    }

    /// Where a person begins.
    static func home(of acting: RoleAssignment) -> String {
        switch (acting.role, acting.organization) {
        case (_, .station(let code)): "/stations/\(code)"
        case (_, .hospital(let code)): "/hospitals/\(code)"
        case (.volunteer, .bureau): "/account"
        case (_, .bureau): "/"
        }
    }
}

/// How the organizations of the district are called.
struct OrganizationNames: Sendable {
    let stations: [StationCode: LocalizedText]
    let hospitals: [HospitalCode: LocalizedText]

    func name(of organization: Organization, _ language: Language) -> String {
        switch organization {
        case .bureau: ViewerWords.bureau(language)
        case .station(let code): stations[code]?[language] ?? code.rawValue
        case .hospital(let code): hospitals[code]?[language] ?? code.rawValue
        }
    }

    /// The role and where it is held.
    func text(of assignment: RoleAssignment, _ language: Language) -> String {
        let role = RoleWords(assignment.role)(language)
        if case .bureau = assignment.organization { return role }
        return "\(role) · \(name(of: assignment.organization, language))"
    }
}

extension RoleAssignment {
    /// The value of a form's field: `role@organization`.
    var fieldValue: String { "\(role.rawValue)@\(organization.code)" }

    init?(fieldValue: String) {
        let parts = fieldValue.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let role = Role(rawValue: String(parts[0])),
            let organization = Organization(kind: role.organizationKind, code: String(parts[1]))
        else { return nil }
        self.init(role, at: organization)
    }
}

extension Language {
    /// A path with the language in its query, as pages name it.
    func address(_ path: String) -> String {
        guard self != .zh else { return path }
        return path + (path.contains("?") ? "&" : "?") + "lang=\(rawValue)"
    }
}

/// How roles are called.
enum RoleWords: String, Wording {
    case director, brandOperator, financeOfficer, auditor, stationManager, stationStaff, hospitalCoordinator, volunteer

    init(_ role: Role) {
        self =
            switch role {
            case .director: .director
            case .brandOperator: .brandOperator
            case .financeOfficer: .financeOfficer
            case .auditor: .auditor
            case .stationManager: .stationManager
            case .stationStaff: .stationStaff
            case .hospitalCoordinator: .hospitalCoordinator
            case .volunteer: .volunteer
            }
    }

    var text: LocalizedText {
        switch self {
        case .director: LocalizedText("区级负责人", "District director")
        case .brandOperator: LocalizedText("品牌运营", "Brand operator")
        case .financeOfficer: LocalizedText("经费管理", "Finance officer")
        case .auditor: LocalizedText("审计", "Auditor")
        case .stationManager: LocalizedText("站长", "Station manager")
        case .stationStaff: LocalizedText("站点工作人员", "Station staff")
        case .hospitalCoordinator: LocalizedText("医院转诊协调员", "Hospital coordinator")
        case .volunteer: LocalizedText("志愿者", "Volunteer")
        }
    }
}

/// Texts around every page of somebody who is signed in.
enum ViewerWords: String, Wording {
    case account, signOut, switchTo, entries, overview, accounts, today, staff, hospital, bureau, audit, residents
    case emergency, notices, positioning, plugins, operations, orders, funding

    var text: LocalizedText {
        switch self {
        case .account: LocalizedText("我的账号", "My account")
        case .signOut: LocalizedText("退出登录", "Sign out")
        case .switchTo: LocalizedText("切换身份", "Act as")
        case .entries: LocalizedText("主要页面", "Main pages")
        case .overview: LocalizedText("总览", "Overview")
        case .accounts: LocalizedText("账号管理", "Accounts")
        case .today: LocalizedText("今日", "Today")
        case .staff: LocalizedText("本站人员", "Our people")
        case .hospital: LocalizedText("本院", "Our hospital")
        case .bureau: LocalizedText("区卫健局", "District health bureau")
        case .audit: LocalizedText("审计记录", "Audit trail")
        case .residents: LocalizedText("居民与服务", "Residents and services")
        case .orders: LocalizedText("服务点单", "Orders")
        case .funding: LocalizedText("经费", "Funding")
        case .emergency: LocalizedText("紧急调阅", "Emergency access")
        case .notices: LocalizedText("通知", "Notices")
        case .positioning: LocalizedText("站点设置", "Station settings")
        case .plugins: LocalizedText("定位插件", "Profile plugins")
        case .operations: LocalizedText("运行状态", "Operations")
        }
    }
}
