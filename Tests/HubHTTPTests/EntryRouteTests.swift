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

/// The forms for entries by hand, and the end of a year.
@Suite(.timeLimit(.minutes(5))) struct EntryRouteTests {
    private func hidden(_ name: String, in text: String) throws -> String {
        let pattern = try Regex("name=\"\(name)\" value=\"([^\"]*)\"")
        return String(try #require(text.firstMatch(of: pattern)?.output[1].substring))
    }

    @Test func anAdvanceIsEnteredOnceAndWaitsForAnotherPerson() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let officer = try await hub.signedIn(as: .financeOfficer)
            let path = "/funding/entries/advance-paid"
            #expect(body(try await hub.send(.get, "/funding/entries", headers: officer)).contains(path))
            #expect(try await hub.send(.get, "/funding/entries/service-verified", headers: officer).status == .notFound)
            let form = body(try await hub.send(.get, path + "?year=2026", headers: officer))
            let fields = [
                "id": try hidden("id", in: form), "in-year": "2026", "line": funding.line.id.uuidString,
                "amount.total": "1,000", "payee": "某社工机构", "document": "合同 7", "reason": "预拨三成",
            ]
            for (name, value, words) in [
                ("amount.total", "0", "至少一项为正数"), ("line", "", "请选择预算指标"), ("reason", " ", "请填写理由"),
            ] {
                let refused = try await hub.post(path, fields.merging([name: value]) { $1 }, officer)
                #expect(refused.status == .unprocessableContent, "\(name)")
                #expect(body(refused).contains(words) && body(refused).contains("合同 7"), "\(name)")
            }
            for _ in 0..<2 {
                let sent = try await hub.post(path, fields, officer)
                #expect(sent.headers[.location] == "/funding/entries?done=advance-paid")
            }
            let changed = try await hub.post(path, fields.merging(["amount.total": "5"]) { $1 }, officer)
            #expect(changed.status == .conflict && body(changed).contains("已经提交过"))
            let vouchers = try await hub.database.texts(
                """
                SELECT v.voucher_id::text FROM voucher v JOIN funding_event e USING (event_id)
                WHERE e.event = 'advance-paid'
                """)
            #expect(vouchers.count == 1)
            let voucher = body(try await hub.send(.get, "/funding/vouchers/\(vouchers[0])", headers: officer))
            #expect(voucher.contains("1214") && voucher.contains("某社工机构") && voucher.contains("制单人不能审批"))
        }
    }

    @Test func theEndOfAYearIsRefusedBeforeItsTime() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let director = try await hub.signedIn(as: .director)
            let text = body(try await hub.send(.get, "/funding/year-end?year=2026", headers: director))
            #expect(text.contains("可用 ¥9,895.00"))
            let line = ["year": "2026", "settle-line": funding.line.id.uuidString, "decision": "lapse"]
            for (step, fields) in [("settle", line), ("close", ["year": "2026"])] {
                let refused = try await hub.post("/funding/year-end/\(step)", fields, director)
                #expect(refused.status == .conflict && body(refused).contains("须在十二月或之后办理"), "\(step)")
            }
            for step in ["settle", "restore"] {
                let none = try await hub.post("/funding/year-end/\(step)", ["year": "2026"], director)
                #expect(none.status == .unprocessableContent && body(none).contains("请选择预算指标"), "\(step)")
            }
            let auditor = try await hub.signedIn(as: .auditor)
            #expect(try await hub.send(.get, "/funding/year-end", headers: auditor).status == .notFound)
            #expect(try await hub.post("/funding/year-end/close", ["year": "2026"], auditor).status == .notFound)
        }
    }
}
