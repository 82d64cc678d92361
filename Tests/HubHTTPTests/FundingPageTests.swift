import Foundation
import Funding
import HTTPTypes
import HubModel
import Hummingbird
import HummingbirdTesting
import Identity
import Postgres
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// The pages of the district's money, asked in-process.
@Suite(.timeLimit(.minutes(5))) struct FundingPageTests {
    private func page(_ hub: RunningHub, _ path: String, _ who: HTTPFields) async throws -> String {
        let response = try await hub.send(.get, path, headers: who)
        #expect(response.status == .ok, "\(path)")
        return body(response)
    }

    @Test func figuresStandApartByWhatBecameOfThem() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let officer = try await hub.signedIn(as: .financeOfficer)
            let line = FundingPaths.line(funding.line.fundingLine) + "?year=2026"
            for path in ["/funding?year=2026", line, FundingPaths.budgetLine(funding.line)] {
                let text = try await page(hub, path, officer)
                // Given, available, verified and not paid yet; what is not paid doesn't count as executed.
                for figure in ["¥10,000.00", "¥9,895.00", "¥105.00", "0%"] {
                    #expect(text.contains(figure), "\(path) \(figure)")
                }
            }
            let overview = try await page(hub, "/funding?year=2026", officer)
            #expect(overview.contains(line.replacing("?", with: "?")))
            #expect(overview.contains("待批准凭证") && overview.contains("无指标点单") && overview.contains("点单资金异常"))
            #expect(try await page(hub, line, officer).contains(FundingPaths.budgetLine(funding.line)))
            let events = try await page(hub, FundingPaths.budgetLine(funding.line), officer)
            #expect(events.contains(FundingPaths.voucher(funding.voucher)) && events.contains(funding.order))
            let english = try await page(hub, "/funding?year=2026&lang=en", officer)
            #expect(english.contains("Execution rate") && english.contains("/funding?year=2026"))
            #expect(try await page(hub, "/funding?year=2031", officer).contains("2031 年度还没有预算指标"))
            #expect(try await hub.send(.get, "/funding/lines/no-such", headers: officer).status == .notFound)
        }
    }

    @Test func aNearlySpentLineIsTold() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1, fen: 13_000)
            let auditor = try await hub.signedIn(as: .auditor)
            // All but 1.00 is spent.
            try await funding.district.follow(funding.district.step(.accepted, "another", fen: 2_400))
            let text = try await page(hub, "/funding?year=2026", auditor)
            #expect(text.contains("个站点可用余额不足一成"))
        }
    }

    @Test func nobodyElseComesNear() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            for role in [Role.brandOperator, .stationStaff, .stationManager, .hospitalCoordinator, .volunteer] {
                let who = try await hub.signedIn(as: role)
                for path in [
                    "/funding", "/funding/vouchers", FundingPaths.voucher(funding.voucher), "/funding/inbox",
                    FundingPaths.move(.allocate), FundingPaths.budgetLine(funding.line),
                ] {
                    #expect(try await hub.send(.get, path, headers: who).status == .notFound, "\(role) \(path)")
                }
            }
            // Auditors look and change nothing.
            let auditor = try await hub.signedIn(as: .auditor)
            for path in ["/funding", FundingPaths.voucher(funding.voucher), "/funding/inbox"] {
                #expect(
                    try await !page(hub, path, auditor).contains(#"<form method="post" action="/funding"#), "\(path)")
            }
            #expect(try await hub.send(.get, FundingPaths.move(.allocate), headers: auditor).status == .notFound)
            for path in [FundingPaths.voucher(funding.voucher) + "/approve", "/funding/inbox/retry"] {
                #expect(try await hub.post(path, [:], auditor).status == .notFound)
            }
        }
    }

    @Test func aManagerSeesTheOwnStationAlone() async throws {
        try await RunningHub.with { hub in
            let (own, other) = (try await hub.seedFunding(1), try await hub.seedFunding(2, fen: 2_345_600))
            let manager = try await hub.signedIn(as: .stationManager)
            let text = try await page(hub, "/stations/S01/funding?year=2026", manager)
            #expect(text.contains("¥10,000.00") && text.contains(own.unfunded) && text.contains("无指标的点单 1"))
            #expect(!text.contains("¥23,456.00") && !text.contains(other.unfunded))
            #expect(text.contains("/stations/S01/orders/\(own.unfunded)"))
            #expect(try await hub.send(.get, "/stations/S02/funding", headers: manager).status == .notFound)
            let staff = try await hub.signedIn(as: .stationStaff)
            #expect(try await hub.send(.get, "/stations/S01/funding", headers: staff).status == .notFound)
        }
    }

    @Test func whatWasForgottenIsLookedAtAndSettledOnce() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let officer = try await hub.signedIn(as: .financeOfficer)
            let shown = try await page(hub, "/funding/inbox", officer)
            #expect(shown.contains(funding.unfunded) && shown.contains("指标可用余额不足"))
            #expect(shown.contains("居民确认了两次，金额不同"))
            // What an order without a budget is told of stands there once.
            #expect(shown.components(separatedBy: "aria-labelledby=\"exception-").count == 2)
            let fact = String(try #require(shown.firstMatch(of: #/name="fact" value="([^"]*)"/#)?.1))
            let fields = ["fact": fact, "station": "S01"]
            let refused = try await hub.post("/funding/inbox/resolve", fields, officer)
            #expect(refused.status == .unprocessableContent && body(refused).contains("请写明处理结果"))
            let tooLong = String(repeating: "长", count: 501)
            let long = try await hub.post(
                "/funding/inbox/resolve", fields.merging(["note.\(fact)": tooLong]) { $1 }, officer)
            #expect(long.status == .unprocessableContent && body(long).contains(tooLong))
            let noted = fields.merging(["note.\(fact)": "已与站点核实，重复上报"]) { $1 }
            #expect(try await hub.post("/funding/inbox/resolve", noted, officer).status == .seeOther)
            #expect(try await hub.post("/funding/inbox/resolve", noted, officer).status == .conflict)
            #expect(try await page(hub, "/funding/inbox", officer).contains("没有异常"))
            let told = try await hub.database.texts(
                "SELECT resolution FROM order_funding_exception WHERE resolution IS NOT NULL")
            #expect(told == ["已与站点核实，重复上报"])
            let audited = try await hub.database.texts(
                "SELECT details::jsonb ->> 'what' FROM audit_event WHERE entity_type = 'funding-exception'")
            #expect(audited == ["funding-exception-resolved"])
        }
    }

    @Test func whatCameRightByItselfIsNotShown() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let officer = try await hub.signedIn(as: .financeOfficer)
            // The acceptance comes behind the verification, and more than was reserved is accepted anew.
            try await funding.district.follow(funding.district.step(.verified, "late", fen: 700))
            let waits = try await page(hub, "/funding/inbox", officer)
            #expect(waits.contains("居民已确认，但没有收到接单记录") && !waits.contains("没有接单就已确认"))
            try await funding.district.follow(funding.district.step(.accepted, "late", fen: 700))
            try await funding.district.follow(
                funding.district.step(.accepted, "more", fen: 100), funding.district.step(.verified, "more", fen: 150))
            #expect(try await page(hub, "/funding/inbox", officer).contains("实际金额超过占用的指标"))
            try await funding.district.follow(funding.district.step(.accepted, "more", fen: 150))
            let text = try await page(hub, "/funding/inbox", officer)
            for word in ["late", "没有接单就已确认", "实际金额超过占用的指标"] { #expect(!text.contains(word), "\(word)") }
            #expect(text.contains("居民确认了两次"))
        }
    }

    @Test func aServiceWhoseVoucherWasRejectedIsBookedAgainOnce() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let officer = try await hub.signedIn(as: .financeOfficer)
            _ = try await hub.post(FundingPaths.voucher(funding.voucher) + "/reject", ["reason": "缺记录"], officer)
            let shown = try await page(hub, "/funding/inbox", officer)
            #expect(shown.contains("验收凭证已驳回") && !shown.contains("未知的异常"))
            #expect(shown.components(separatedBy: "/funding/inbox/book-again").count == 2)
            let auditor = try await hub.signedIn(as: .auditor)
            #expect(try await !page(hub, "/funding/inbox", auditor).contains("book-again"))
            let fields = ["station": "S01", "order": funding.order]
            #expect(try await hub.post("/funding/inbox/book-again", fields, auditor).status == .notFound)
            for wrong in [["station": "s"], ["order": "\u{0}"], ["order": "no such order"]] {
                let refused = try await hub.post("/funding/inbox/book-again", fields.merging(wrong) { $1 }, officer)
                #expect([.notFound, .conflict].contains(refused.status), "\(wrong)")
            }
            let done = try await hub.post("/funding/inbox/book-again", fields, officer)
            #expect(done.headers[.location] == "/funding/inbox?done=booked")
            let after = try await page(hub, "/funding/inbox?done=booked", officer)
            #expect(after.contains("新凭证等待批准") && !after.contains("验收凭证已驳回"))
            let again = try await hub.post("/funding/inbox/book-again", fields, officer)
            #expect(again.status == .conflict && body(again).contains("没有被驳回，或已有人处理"))
            #expect(try await funding.district.order(funding.order).first == "verified")
        }
    }

    @Test func ordersAreFundedOnceThereIsMoney() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let officer = try await hub.signedIn(as: .financeOfficer)
            let nothing = try await hub.post("/funding/inbox/retry", [:], officer)
            #expect(nothing.headers[.location] == "/funding/inbox?tried=1&funded=0")
            // Trying in vain raises nothing new to look at.
            let shown = try await page(hub, "/funding/inbox", officer)
            #expect(shown.components(separatedBy: "aria-labelledby=\"exception-").count == 2)
            let line = funding.line
            let whole = try #require(BudgetLine(fundingLine: line.fundingLine, year: line.fiscalYear))
            try await funding.district.move(.appropriate(whole, document: "追加 1"), fen: 1_000_000)
            try await funding.district.move(.allocate(from: whole, to: line), fen: 1_000_000)
            let done = try await hub.post("/funding/inbox/retry", [:], officer)
            let location = try #require(done.headers[.location])
            #expect(location == "/funding/inbox?tried=0&funded=0", "the allocation funded it already")
            #expect(try await page(hub, location, officer).contains("没有无指标的点单"))
            #expect(try await funding.district.order(funding.unfunded).first == "reserved")
        }
    }
}
