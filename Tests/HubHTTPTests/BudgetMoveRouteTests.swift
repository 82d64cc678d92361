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

/// The forms that move budgets.
@Suite(.timeLimit(.minutes(5))) struct BudgetMoveRouteTests {
    private static let document = "示财社〔2026〕88 号"

    /// Opens a form; the id that it carries.
    private func open(_ kind: BudgetMoveKind, _ hub: RunningHub, _ who: HTTPFields, _ query: String = "") async throws
        -> String
    {
        let response = try await hub.send(.get, "\(FundingPaths.move(kind))?year=2026\(query)", headers: who)
        #expect(response.status == .ok)
        return String(try #require(body(response).firstMatch(of: #/name="id" value="([^"]*)"/#)?.1))
    }

    private func given(_ hub: RunningHub) async throws -> [String] {
        try await hub.database.texts(
            "SELECT event || ' ' || (amounts ->> 'total') FROM funding_event ORDER BY recorded_at, event_id")
    }

    @Test func sendingAFormTwiceMovesMoneyOnce() async throws {
        try await RunningHub.with { hub in
            let officer = try await hub.signedIn(as: .financeOfficer)
            let id = try await open(.appropriate, hub, officer)
            let fields = [
                "id": id, "in-year": "2026", "funding-line": "service-purchase", "year": "2026", "amount": "¥1,234.50",
                "document": Self.document,
            ]
            for _ in 0..<2 {
                let sent = try await hub.post(FundingPaths.move(.appropriate), fields, officer)
                #expect(sent.headers[.location] == "/funding/lines/service-purchase?year=2026&done=appropriate")
            }
            #expect(try await given(hub) == ["appropriation-approved 123450"])
            let audited = try await hub.database.texts(
                "SELECT details::jsonb ->> 'what' FROM audit_event WHERE entity_type = 'budget-line'")
            #expect(audited == ["budget-moved"])
            // The same form with another amount is another wish, and told so.
            let changed = try await hub.post(
                FundingPaths.move(.appropriate), fields.merging(["amount": "99"]) { $1 }, officer)
            #expect(changed.status == .conflict)
            let text = body(changed)
            #expect(text.contains("这张表单已经提交过") && text.contains("value=\"99\"") && text.contains(Self.document))
            #expect(!text.contains(id))
            // The same document doesn't give its money again.
            let again = fields.merging(["id": try await open(.appropriate, hub, officer)]) { $1 }
            let refused = try await hub.post(FundingPaths.move(.appropriate), again, officer)
            #expect(refused.status == .conflict && body(refused).contains("已为该指标入账"))
            #expect(try await given(hub) == ["appropriation-approved 123450"])
        }
    }

    @Test func whatIsWrongIsSaidWithWhatWasTyped() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let officer = try await hub.signedIn(as: .financeOfficer)
            let line = funding.line.id.uuidString.lowercased()
            let allocate = [
                "funding-line": funding.line.fundingLine, "year": "2026", "station": "S02", "first-month": "1",
                "last-month": "12",
            ]
            let cases: [(BudgetMoveKind, [String: String], HTTPResponse.Status, String)] = [
                (.allocate, allocate.merging(["amount": "5"]) { $1 }, .conflict, "指标可用余额 0.00 元，不足 5.00 元"),
                (.allocate, allocate.merging(["amount": "0"]) { $1 }, .unprocessableContent, "金额应为正数"),
                (.allocate, allocate.merging(["amount": "1.234"]) { $1 }, .unprocessableContent, "金额应为正数"),
                (.allocate, allocate.merging(["amount": "-5"]) { $1 }, .unprocessableContent, "金额应为正数"),
                (
                    .allocate, allocate.merging(["amount": "99999999999999999999"]) { $1 }, .unprocessableContent,
                    "金额应为正数"
                ),
                (
                    .allocate, allocate.merging(["amount": "5", "station": "S99"]) { $1 }, .unprocessableContent,
                    "请选择站点"
                ),
                (
                    .allocate, allocate.merging(["amount": "5", "first-month": "13"]) { $1 }, .unprocessableContent,
                    "月份应为"
                ),
                (.adjust, ["from": line, "to": line, "amount": "5", "reason": "x"], .unprocessableContent, "两条指标相同"),
                (.freeze, ["line": line, "amount": "5", "reason": "  "], .unprocessableContent, "请填写理由"),
                (.freeze, ["line": line, "amount": "20000", "reason": "审计要求"], .conflict, "指标可用余额 9895.00 元"),
                (.unfreeze, ["line": line, "amount": "5", "reason": "x"], .conflict, "指标可用余额 0.00 元"),
                (
                    .freeze, ["line": UUID().uuidString, "amount": "5", "reason": "x"], .unprocessableContent,
                    "请选择资金或指标"
                ),
            ]
            let before = try await given(hub)
            for (kind, fields, status, words) in cases {
                let id = try await open(kind, hub, officer)
                let answer = try await hub.post(
                    FundingPaths.move(kind), fields.merging(["id": id, "in-year": "2026"]) { own, _ in own }, officer)
                #expect(answer.status == status, "\(kind) \(fields)")
                #expect(body(answer).contains(words), "\(kind) \(words)")
                if let amount = fields["amount"] { #expect(body(answer).contains("value=\"\(amount)\""), "\(kind)") }
                if let reason = fields["reason"] { #expect(body(answer).contains("value=\"\(reason)\""), "\(kind)") }
            }
            #expect(try await given(hub) == before)
            #expect(try await funding.district.proof() == [])
        }
    }

    @Test func moneyIsFrozenAdjustedAndFreeAgain() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let officer = try await hub.signedIn(as: .financeOfficer)
            let line = funding.line.id.uuidString.lowercased()
            let whole = try #require(BudgetLine(fundingLine: funding.line.fundingLine, year: funding.line.fiscalYear))
            func send(_ kind: BudgetMoveKind, _ fields: [String: String]) async throws {
                let id = try await open(kind, hub, officer, "&line=\(line)")
                let answer = try await hub.post(
                    FundingPaths.move(kind), fields.merging(["id": id, "in-year": "2026", "reason": "季度盘点"]) { $1 },
                    officer)
                #expect(answer.status == .seeOther, "\(kind): \(body(answer))")
                let page = body(try await hub.send(.get, try #require(answer.headers[.location]), headers: officer))
                #expect(page.contains("已记录：") && page.contains("季度盘点"), "\(kind)")
            }
            try await send(.freeze, ["line": line, "amount": "1000"])
            #expect(try await funding.district.standing()[0] == 889_500)
            let form = body(try await hub.send(.get, "\(FundingPaths.move(.unfreeze))?year=2026", headers: officer))
            #expect(form.contains("冻结 ¥1,000.00"))
            try await send(.unfreeze, ["line": line, "amount": "1,000.00"])
            try await send(.adjust, ["from": line, "to": whole.id.uuidString.lowercased(), "amount": "95"])
            #expect(try await funding.district.standing()[0] == 980_000)
        }
    }
}
