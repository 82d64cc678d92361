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

/// The pages on vouchers.
@Suite(.timeLimit(.minutes(5))) struct VoucherRouteTests {
    /// Books money of another level as the finance officer, which makes a voucher of theirs; its path.
    private func prepare(_ hub: RunningHub, _ officer: HTTPFields, yuan: String) async throws -> String {
        let known = Set(try await hub.database.texts("SELECT voucher_id::text FROM voucher"))
        let sent = try await hub.post(
            FundingPaths.move(.appropriate),
            [
                "funding-line": "special-fund", "year": "2026", "amount": yuan, "document": "市财社 \(UUID())",
                "id": UUID().uuidString,
            ], officer)
        #expect(sent.status == .seeOther)
        let all = try await hub.database.texts("SELECT voucher_id::text FROM voucher")
        return "/funding/vouchers/\(try #require(all.first { !known.contains($0) }))"
    }

    @Test func bothBooksStandSideBySide() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let officer = try await hub.signedIn(as: .financeOfficer)
            let path = FundingPaths.voucher(funding.voucher)
            let text = body(try await hub.send(.get, path, headers: officer))
            for word in ["5001", "业务活动费用", "2302", "应付账款", "¥105.00", funding.order, "系统自动", "待批准"] {
                #expect(text.contains(word), "\(word)")
            }
            #expect(text.contains("预算会计不记账"))
            // The money of the order, step by step.
            #expect(text.contains("接单占用指标") && text.contains("服务验收确认"))
            #expect(text.contains(FundingPaths.budgetLine(funding.line)))
            let special = body(
                try await hub.send(.get, try await prepare(hub, officer, yuan: "900"), headers: officer))
            for word in ["1002", "4601", "800101", "6601", "¥900.00"] { #expect(special.contains(word), "\(word)") }
        }
    }

    @Test func whoPreparedItDoesNotApproveIt() async throws {
        try await RunningHub.with { hub in
            let officer = try await hub.signedIn(as: .financeOfficer)
            let path = try await prepare(hub, officer, yuan: "900")
            let text = body(try await hub.send(.get, path, headers: officer))
            #expect(text.contains("某人 a-finance-officer"))
            #expect(text.contains("制单人不能审批自己的凭证") && !text.contains("\(path)/approve"))
            let refused = try await hub.post(path + "/approve", [:], officer)
            #expect(refused.status == .conflict && body(refused).contains("制单人不能审批自己的凭证，请另一人审批"))
            let director = try await hub.signedIn(as: .director)
            let approved = try await hub.post(path + "/approve", [:], director)
            #expect(approved.headers[.location] == path + "?done=numbered")
            let after = body(try await hub.send(.get, path + "?done=numbered", headers: director))
            #expect(after.contains("已批准，编号 记-1") && after.contains("某人 a-director"))
            #expect(try await hub.post(path + "/reject", ["reason": "晚了"], director).status == .conflict)
            let told = try await hub.database.texts(
                "SELECT details::jsonb ->> 'what' FROM audit_event WHERE entity_type = 'voucher' ORDER BY stored_at")
            #expect(told == ["voucher-approved"])
        }
    }

    @Test func aLargeOneTakesASecondPerson() async throws {
        try await RunningHub.with { hub in
            let officer = try await hub.signedIn(as: .financeOfficer)
            let path = try await prepare(hub, officer, yuan: "50000.01")
            let director = try await hub.signedIn(as: .director)
            #expect(body(try await hub.send(.get, path, headers: director)).contains("须两人审批"))
            let first = try await hub.post(path + "/approve", [:], director)
            #expect(first.headers[.location] == path + "?done=waits")
            let waits = body(try await hub.send(.get, path + "?done=waits", headers: director))
            #expect(waits.contains("还须另一人审批") && waits.contains("须两人审批，已有一人批准"))
            #expect(try await hub.post(path + "/approve", [:], director).status == .conflict)
            let second = try await hub.signedIn("second-officer", try .bureau(.financeOfficer))
            #expect(try await hub.post(path + "/approve", [:], second).headers[.location] == path + "?done=numbered")
        }
    }

    @Test func aRejectionSaysWhy() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let officer = try await hub.signedIn(as: .financeOfficer)
            let path = FundingPaths.voucher(funding.voucher)
            let empty = try await hub.post(path + "/reject", ["reason": " "], officer)
            #expect(empty.status == .unprocessableContent && body(empty).contains("请填写理由"))
            #expect(try await hub.post(path + "/reject", ["reason": "附件缺失"], officer).status == .seeOther)
            let text = body(try await hub.send(.get, path, headers: officer))
            #expect(text.contains("附件缺失") && text.contains("已驳回"))
            let nothing = FundingPaths.voucher(UUID())
            #expect(try await hub.send(.get, nothing, headers: officer).status == .notFound)
            #expect(try await hub.post(nothing + "/approve", [:], officer).status == .notFound)
        }
    }

    @Test func papersAreRecordedByTheirDigests() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            let officer = try await hub.signedIn(as: .financeOfficer)
            let path = FundingPaths.voucher(funding.voucher)
            let digest = String(repeating: "0123456789abcdeF", count: 4)
            let fields = ["paper-name": " 发票 12345678\u{7} ", "paper-digest": digest, "paper-size": "2048"]
            for (name, value, words) in [
                ("paper-name", " \u{7}", "请填写附件名称"), ("paper-name", String(repeating: "长", count: 201), "请填写附件名称"),
                ("paper-digest", "", "64 位十六进制"), ("paper-digest", digest + "0", "64 位十六进制"),
                ("paper-digest", String(repeating: "é", count: 32), "64 位十六进制"),
                ("paper-digest", String(repeating: "g", count: 64), "64 位十六进制"),
                ("paper-size", "0", "文件是空的"), ("paper-size", "-1", "文件是空的"),
                ("paper-size", "9223372036854775808", "文件是空的"),
            ] {
                let refused = try await hub.post(path + "/papers", fields.merging([name: value]) { $1 }, officer)
                #expect(refused.status == .unprocessableContent, "\(name) \(value)")
                #expect(body(refused).contains(words), "\(name) \(value)")
            }
            #expect(try await hub.post(FundingPaths.voucher(UUID()) + "/papers", fields, officer).status == .notFound)
            let auditor = try await hub.signedIn(as: .auditor)
            #expect(try await hub.post(path + "/papers", fields, auditor).status == .notFound)
            let bare = body(try await hub.send(.get, path, headers: auditor))
            #expect(bare.contains("没有登记附件") && !bare.contains("\(path)/papers"))
            // Sent twice, and once more when it is approved.
            for _ in 0..<2 {
                let sent = try await hub.post(path + "/papers", fields, officer)
                #expect(sent.headers[.location] == path + "?done=attached")
            }
            _ = try await hub.post(path + "/approve", [:], officer)
            let later = fields.merging(["paper-digest": digest.lowercased().replacing("f", with: "0")]) { $1 }
            #expect(try await hub.post(path + "/papers", later, officer).status == .seeOther)
            let text = body(try await hub.send(.get, path, headers: auditor))
            #expect(text.contains("发票 12345678 · 2,048 字节") && text.contains(digest.lowercased()))
            let told = try await hub.database.texts(
                "SELECT details::jsonb ->> 'what' FROM audit_event WHERE details::jsonb ->> 'what' = 'document-attached'"
            )
            #expect(told.count == 2)
        }
    }

    @Test func severalAreApprovedTogetherOrNotAtAll() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            for number in 0..<3 {
                try await funding.district.follow(
                    funding.district.step(.accepted, "more-\(number)", fen: 100),
                    funding.district.step(.verified, "more-\(number)", fen: 100))
            }
            let officer = try await hub.signedIn(as: .financeOfficer)
            let own = String(try #require(try await prepare(hub, officer, yuan: "7").split(separator: "/").last))
            let list = body(try await hub.send(.get, "/funding/vouchers", headers: officer))
            let boxes = list.matches(of: #/name="(voucher\.[^"]*)"/#).map { String($0.1) }
            #expect(boxes.count == 4 && !boxes.contains("voucher.\(own)"))
            // What waits for the reader stands before the own one.
            let order = list.split(separator: "<tbody>").last ?? ""
            #expect(order.split(separator: "<tr>").last?.contains(own) == true)
            let shown = String(try #require(list.firstMatch(of: #/name="shown" value="([^"]*)"/#)?.1))
            let none = try await hub.post("/funding/vouchers/approve", ["shown": shown], officer)
            #expect(none.status == .unprocessableContent && body(none).contains("请先选择"))
            let chosen = Dictionary(uniqueKeysWithValues: boxes.dropLast().map { ($0, "1") })
            let mixed = chosen.merging(["shown": "\(shown) \(own)", "voucher.\(own)": "1"]) { $1 }
            let refused = try await hub.post("/funding/vouchers/approve", mixed, officer)
            #expect(refused.status == .conflict)
            #expect(body(refused).components(separatedBy: " checked").count == 4)
            let done = try await hub.post("/funding/vouchers/approve", chosen.merging(["shown": shown]) { $1 }, officer)
            #expect(done.headers[.location] == "/funding/vouchers?numbered=3&waits=0")
            let after = body(try await hub.send(.get, "/funding/vouchers?state=approved", headers: officer))
            for number in 1...3 { #expect(after.contains("记-\(number)<")) }
            #expect(after.matches(of: #/href="\/funding\/vouchers\/[0-9a-f-]{36}"/#).count == 3)
        }
    }

    @Test func theListIsFilteredAndPaged() async throws {
        try await RunningHub.with { hub in
            let funding = try await hub.seedFunding(1)
            for number in 0..<55 {
                try await funding.district.follow(
                    funding.district.step(.accepted, "more-\(number)", fen: 100),
                    funding.district.step(.verified, "more-\(number)", fen: 100))
            }
            let officer = try await hub.signedIn(as: .financeOfficer)
            let link = #/href="\/funding\/vouchers\/([0-9a-f-]{36})"/#
            var (path, seen, turns): (String?, Set<String>, Int) = ("/funding/vouchers?state=waiting", [], 0)
            while let next = path, turns < 5 {
                let text = body(try await hub.send(.get, next, headers: officer))
                let found = text.matches(of: link).map { String($0.1) }
                #expect(seen.isDisjoint(with: found))
                seen.formUnion(found)
                let link = text.firstMatch(of: #/href="([^"]*after=[^"]*)">下一页/#)
                path = link.map { String($0.1).replacing("&amp;", with: "&") }
                turns += 1
            }
            #expect(seen.count == 56 && turns == 2)
            for query in ["month=2025-01", "state=approved", "word=x"] {
                let text = body(try await hub.send(.get, "/funding/vouchers?\(query)", headers: officer))
                #expect(text.contains("没有符合条件的凭证"), "\(query)")
            }
        }
    }
}
