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

/// The pages on months of the books, and vouchers taken back.
@Suite(.timeLimit(.minutes(5))) struct FundingMonthRouteTests {
    private func page(_ hub: RunningHub, _ path: String, _ who: HTTPFields) async throws -> String {
        let response = try await hub.send(.get, path, headers: who)
        #expect(response.status == .ok, "\(path)")
        return body(response)
    }

    @Test func aMonthClosesWithItsProofAndOpensByTwoPeople() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            _ = try await hub.seedClaim(funding)
            let february = "/funding/months/2026-02"
            let opened = FixedClock.now
            try await hub.database.asAdministrator { connection in
                _ = try await connection.execute(
                    "INSERT INTO accounting_period (month, state, opened_at) VALUES ('2026-02-01', 'open', \(opened))")
            }
            let officer = try await hub.signedIn(as: .financeOfficer)
            let march = try await page(hub, "/funding/months/2026-03", officer)
            // What is reserved is listed, the books agree, and the month is not over.
            #expect(march.contains(funding.order + "-r") && march.contains("账目相符") && march.contains("¥135.00"))
            #expect(march.contains("下月才能结账") && !march.contains("2026-03/close"))
            let early = try await hub.post("/funding/months/2026-03/close", [:], officer)
            #expect(early.status == .conflict && body(early).contains("尚未结束"))
            #expect(try await hub.send(.get, "/funding/months/2026-01", headers: officer).status == .notFound)
            #expect(
                try await hub.post(february + "/close", [:], officer).headers[.location] == february + "?done=closed")
            #expect(try await page(hub, "/funding/months", officer).contains("某人 a-finance-officer"))
            let closed = try await page(hub, february, officer)
            #expect(closed.contains("结账时的核对结果"))
            let request = String(try #require(closed.firstMatch(of: #/name="request" value="([^"]*)"/#)?.1))
            let blank = try await hub.post(february + "/reopen", ["request": request, "reason": " "], officer)
            #expect(blank.status == .unprocessableContent)
            let asked = ["request": request, "reason": "审计要求更正"]
            #expect(try await hub.post(february + "/reopen", asked, officer).status == .seeOther)
            let own = try await page(hub, february, officer)
            #expect(own.contains("须另一人确认") && !own.contains("2026-02/confirm") && own.contains("审计要求更正"))
            let byAsker = try await hub.post(february + "/confirm", ["request": request], officer)
            #expect(byAsker.status == .conflict && body(byAsker).contains("申请人不能自己确认"))
            let director = try await hub.signedIn(as: .director)
            #expect(try await page(hub, february, director).contains("2026-02/confirm"))
            #expect(try await hub.post(february + "/confirm", ["request": request], director).status == .seeOther)
            #expect(try await page(hub, february, director).contains("2026-02/close"))
            let told = try await hub.database.texts(
                "SELECT details::jsonb ->> 'what' FROM audit_event WHERE entity_type = 'month' ORDER BY stored_at, seq")
            #expect(told == ["month-closed", "reopening-asked", "month-reopened"])
        }
    }

    @Test func aVoucherIsTakenBackByTwoPeople() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let path = FundingPaths.voucher(funding.voucher)
            let officer = try await hub.signedIn(as: .financeOfficer)
            let director = try await hub.signedIn(as: .director)
            #expect(try await !page(hub, path, officer).contains("\(path)/reverse"))
            #expect(try await hub.post(path + "/approve", [:], officer).status == .seeOther)
            let text = try await page(hub, path, officer)
            let event = String(try #require(text.firstMatch(of: #/name="event" value="([^"]*)"/#)?.1))
            let blank = try await hub.post(path + "/reverse", ["event": event, "reversal-reason": ""], officer)
            #expect(blank.status == .unprocessableContent && body(blank).contains(event))
            let fields = ["event": event, "reversal-reason": "金额有误"]
            let sent = try await hub.post(path + "/reverse", fields, officer)
            let red = try #require(sent.headers[.location]?.split(separator: "?").first.map(String.init))
            #expect(
                try await hub.post(path + "/reverse", fields, officer).headers[.location] == sent.headers[.location])
            #expect(try await page(hub, red, officer).contains("-¥105.00"))
            #expect(try await hub.post(red + "/approve", [:], officer).status == .conflict)
            #expect(try await hub.post(red + "/approve", [:], director).status == .seeOther)
            let after = try await page(hub, path, officer)
            #expect(after.contains("已被冲销") && after.contains(red) && !after.contains("\(path)/reverse"))
            #expect(try await funding.district.standing()[2] == 0)
        }
    }
}
