import HubRuntime
import Identity

/// All pages of funding.
struct FundingRoutes {
    let hub: Hub
    let pages: PageMaker

    var routes: [Route] {
        let (desk, naming, names) = (hub.funding, FundingNaming(hub.configuration), NameAccounts(hub.identity))
        return FundingOverviewRoutes(desk: desk, naming: naming, names: names, pages: pages).routes
            + BudgetMoveRoutes(desk: desk, naming: naming, pages: pages).routes
            + VoucherRoutes(desk: desk, naming: naming, names: names, pages: pages).routes
            + FundingInboxRoutes(desk: desk, naming: naming, pages: pages).routes
            + ClaimRoutes(desk: desk, naming: naming, names: names, pages: pages).routes
            + StationClaimRoutes(desk: desk, naming: naming, names: names, pages: pages).routes
            + FundingMonthRoutes(desk: desk, naming: naming, names: names, pages: pages).routes
            + EntryRoutes(desk: desk, naming: naming, pages: pages).routes
            + YearEndRoutes(desk: desk, naming: naming, pages: pages).routes
            + StationFundingRoutes(desk: desk, naming: naming, pages: pages).routes
    }
}
