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

/// The pages on claims, from the station's form to the payment.
@Suite(.timeLimit(.minutes(5))) struct ClaimRouteTests {
    private static let list = "/stations/S01/claims"

    private func page(_ hub: RunningHub, _ path: String, _ who: HTTPFields) async throws -> String {
        let response = try await hub.send(.get, path, headers: who)
        #expect(response.status == .ok, "\(path)")
        return body(response)
    }

    /// The fields of the first form on the manager's page.
    private func form(_ text: String) throws -> [String: String] {
        var fields: [String: String] = [:]
        let form = text.split(separator: "claim-group").dropFirst().first.map(String.init) ?? ""
        for match in form.matches(of: #/name="(claim|group|order\.\d+)" value="([^"]*)"/#) {
            fields[String(match.1)] = String(match.2)
        }
        return fields
    }

    @Test func aClaimGoesFromTheStationToThePaidVoucher() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            try await funding.district.owe(["owed-1": 3_000, "owed-2": 4_500])
            let manager = try await hub.signedIn(as: .stationManager)
            let open = try await page(hub, Self.list, manager)
            // Three verified services: the seeded one too.
            #expect(open.contains("共 3 单，合计 ¥180.00") && open.contains("owed-2"))
            let fields = try form(open)
            #expect(fields.count == 5)
            var refused = fields
            for name in fields.keys where name.hasPrefix("order.") { refused[name] = nil }
            let none = try await hub.post(Self.list, refused, manager)
            #expect(none.status == .unprocessableContent && body(none).contains("须有 1 至 500 个订单"))
            // What was typed stays: nothing is chosen.
            #expect(!body(none).contains(" checked"))
            for _ in 0..<2 {
                let sent = try await hub.post(Self.list, fields, manager)
                #expect(sent.headers[.location]?.hasSuffix("?done=submitted") == true)
            }
            let numbers = try await hub.database.texts("SELECT number FROM claim")
            #expect(numbers.count == 1)
            let id = try #require(try await hub.database.texts("SELECT claim_id::text FROM claim").first)
            #expect(try await page(hub, Self.list, manager).contains("没有可报销的点单"))
            #expect(try await page(hub, "/stations/S01/funding", manager).contains(numbers[0]))

            let officer = try await hub.signedIn(as: .financeOfficer)
            #expect(try await page(hub, "/funding/claims?state=submitted", officer).contains(numbers[0]))
            #expect(try await page(hub, "/funding", officer).contains("待审批报销单"))
            let path = "/funding/claims/\(id)"
            let shown = try await page(hub, path, officer)
            #expect(shown.contains("owed-1") && shown.contains("¥180.00") && shown.contains("待审批"))
            #expect(try await hub.post(path + "/approve", [:], officer).headers[.location] == path + "?done=approved")
            let paying = try await page(hub, path, officer)
            #expect(paying.contains("财政直接支付"))
            let event = String(try #require(paying.firstMatch(of: #/name="event" value="([^"]*)"/#)?.1))
            let blank = try await hub.post(
                path + "/pay", ["method": "paid-by-treasury", "document": " ", "event": event], officer)
            #expect(blank.status == .unprocessableContent && body(blank).contains(event))
            let other = try await hub.post(
                path + "/pay", ["method": "paid-from-bank", "document": "回单 5", "event": event], officer)
            #expect(other.status == .unprocessableContent && body(other).contains("value=\"回单 5\""))
            for _ in 0..<2 {
                let paid = try await hub.post(
                    path + "/pay", ["method": "paid-by-treasury", "document": "支付令 5", "event": event], officer)
                #expect(paid.headers[.location] == path + "?done=paid")
            }
            let waits = try await page(hub, path, officer)
            let voucher = String(try #require(waits.firstMatch(of: #/href="(\/funding\/vouchers\/[0-9a-f-]{36})"/#)?.1))
            #expect(try await hub.post(voucher + "/approve", [:], officer).status == .conflict)
            let director = try await hub.signedIn(as: .director)
            #expect(try await hub.post(voucher + "/approve", [:], director).status == .seeOther)
            #expect(try await page(hub, path, officer).contains("登记款项退回"))
            #expect(try await page(hub, Self.list, manager).contains("已支付"))
            #expect(try await funding.district.standing()[3] == 18_000)
            try await giveBack(path, hub, officer, director, funding)
        }
    }

    /// The money of one order comes back, and is available again once another person approved it.
    private func giveBack(
        _ path: String, _ hub: RunningHub, _ officer: HTTPFields, _ director: HTTPFields, _ funding: SeededFunding
    ) async throws {
        let text = try await page(hub, path, officer)
        let event = String(try #require(text.firstMatch(of: #/name="event" value="([^"]*)"/#)?.1))
        let choice = try #require(text.firstMatch(of: #/name="(order\.\d+)" value="owed-1"/#)?.1)
        let fields = ["event": event, String(choice): "owed-1", "document": "退款 3", "return-reason": " "]
        let refused = try await hub.post(path + "/return", fields, officer)
        #expect(refused.status == .unprocessableContent)
        #expect(body(refused).contains("value=\"owed-1\" checked") && body(refused).contains("退款 3"))
        let returned = try await hub.post(path + "/return", fields.merging(["return-reason": "服务未完成"]) { $1 }, officer)
        #expect(returned.headers[.location] == path + "?done=returned")
        #expect(try await page(hub, path, officer).contains("退回待批准"))
        let red = try #require(
            try await hub.database.texts("SELECT voucher_id::text FROM voucher WHERE state = 'waiting'").first)
        let shown = try await page(hub, "/funding/vouchers/\(red)", director)
        #expect(shown.contains("-¥30.00") && shown.contains("冲销凭证"))
        #expect(try await hub.post("/funding/vouchers/\(red)/approve", [:], director).status == .seeOther)
        #expect(try await funding.district.standing()[3] == 15_000)
        #expect(try await funding.district.proof() == [])
    }

    @Test func aClaimIsWithdrawnOrRejectedAndItsOrdersAreFree() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let claim = try await hub.seedClaim(funding)
            let officer = try await hub.signedIn(as: .financeOfficer)
            let path = "/funding/claims/\(claim.id.uuidString.lowercased())"
            let empty = try await hub.post(path + "/reject", ["reason": ""], officer)
            #expect(empty.status == .unprocessableContent)
            #expect(try await hub.post(path + "/reject", ["reason": "附件不全"], officer).status == .seeOther)
            #expect(try await hub.post(path + "/approve", [:], officer).status == .conflict)
            let manager = try await hub.signedIn(as: .stationManager)
            let own = "\(Self.list)/\(claim.id.uuidString.lowercased())"
            #expect(try await page(hub, own, manager).contains("附件不全"))
            let fields = try form(try await page(hub, Self.list, manager))
            #expect(fields.values.contains(funding.order + "-c"))
            let again = try await hub.post(Self.list, fields, manager)
            let second = try #require(again.headers[.location]?.split(separator: "?").first.map(String.init))
            #expect(try await hub.post(second + "/withdraw", [:], manager).status == .seeOther)
            #expect(try await hub.post(second + "/withdraw", [:], manager).status == .conflict)
            let told = try await hub.database.texts(
                """
                SELECT concat_ws(' ', stream, details::jsonb ->> 'what') FROM audit_event
                WHERE entity_type = 'claim' ORDER BY stored_at, seq
                """)
            #expect(
                told == [
                    "bureau claim-rejected", "station/S01 claim-submitted", "station/S01 claim-withdrawn",
                ])
        }
    }

    @Test func anotherStationsClaimIsNotThere() async throws {
        try await RunningHub.with { hub in
            let (one, two) = (try await hub.seedFunding(1), try await hub.seedFunding(2))
            let (own, other) = (try await hub.seedClaim(one), try await hub.seedClaim(two))
            let manager = try await hub.signedIn(as: .stationManager)
            let id = other.id.uuidString.lowercased()
            for path in [
                "\(Self.list)/\(id)", "/stations/S02/claims/\(id)", "/stations/S02/claims", "/funding/claims/\(id)",
            ] {
                #expect(try await hub.send(.get, path, headers: manager).status == .notFound, "\(path)")
            }
            for path in ["\(Self.list)/\(id)/withdraw", "/funding/claims/\(own.id.uuidString.lowercased())/approve"] {
                #expect(try await hub.post(path, [:], manager).status == .notFound, "\(path)")
            }
            let foreign = try await hub.post(Self.list, ["claim": UUID().uuidString, "order.0": two.order], manager)
            #expect(foreign.status == .unprocessableContent)
            #expect(try await !page(hub, Self.list, manager).contains(other.number))
        }
    }
}
