import Foundation
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection

/// The pages on which accounts are administered, the same in each ``AccountPlace``; what a page does stands in a file of
/// its own.
struct AccountAdministration {
    let context: IdentityContext
    let pages: PageMaker

    var routes: [Route] {
        AccountPlace.allCases.flatMap { place in
            [
                place.shows("", .list, "The accounts", list),
                place.shows(
                    "", .list, "The accounts", prefix: "/api/v1", answer: .json(of: [AccountAnswer].self), listJSON),
                place.changes("", "Creates an account", create),
                place.shows("/{id}", .single, "One account", show),
            ] + changesOfOne(place)
        }
    }

    /// The role that a form names.
    func assignment(_ context: HubContext) throws -> RoleAssignment {
        guard let role = context.form["role"].flatMap(RoleAssignment.init(fieldValue:)) else {
            throw IdentityError.invalidAssignment
        }
        return role
    }

    /// Shows a one-time link, once.
    func linkAnswer(_ link: SecretToken, of account: UUID, _ context: HubContext) async throws -> Response {
        let language = context.language
        var page = pages.form(AdministrationWords.linkTitle(language), path: AccountPlace.base(of: context), context)
        page.lead = AdministrationWords.linkLead(language)
        page.codes = [pages.address("/sign-in/link?token=\(link.text)", context)]
        page.links = [
            PageLink(
                text: AdministrationWords.back(language),
                address: language.address("\(AccountPlace.base(of: context))/\(account.uuidString.lowercased())"))
        ]
        return try pages.answer(page)
    }

    /// The roles that somebody may give.
    func choices(for principal: Principal) -> [RoleAssignment] {
        let all: [RoleAssignment] = Role.allCases.flatMap { role -> [RoleAssignment] in
            switch role.organizationKind {
            case .bureau: [RoleAssignment(role, at: .bureau)].compactMap { $0 }
            case .station: pages.names.stations.keys.sorted().compactMap { RoleAssignment(role, at: .station($0)) }
            case .hospital: pages.names.hospitals.keys.sorted().compactMap { RoleAssignment(role, at: .hospital($0)) }
            }
        }
        return all.filter { principal.assigns($0) }
    }
}

extension AccountAdministration: HubRouteGroup {
    static let pages: [any PageModel.Type] = [AccountListPage.self]
    static let words: [any WordSection.Type] = [AdministrationWords.self]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("/administration/accounts", AdministrationWords.menu, for: [.director], rank: 100),
        MenuEntry("{home}/staff", AdministrationWords.staffMenu, for: [.stationManager], rank: 50),
    ]

    init(_ services: HubServices) {
        self.init(
            context: services.hub.identity, pages: services.pages)
    }
}
