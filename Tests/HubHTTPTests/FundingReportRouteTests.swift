import DistrictConfig
import Foundation
import Funding
import HTTPTypes
import HubModel
import Hummingbird
import HummingbirdTesting
import PageKit
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// The reports on funding and the page of bank and books, asked in-process.
@Suite(.timeLimit(.minutes(5))) struct FundingReportRouteTests {
    private func body(_ response: TestResponse) -> String { String(buffer: response.body) }

    /// A hub whose district verified a service of 105 yuan, and received 1,000 yuan at the bank.
    private func withMoney(_ test: @Sendable (RunningHub, FundedDistrict) async throws -> Void) async throws {
        try await RunningHub.with { hub in
            let district = try await FundedDistrict(hub.database, fen: 1_000_000)
            try await district.follow(
                district.step(.accepted, "o1", fen: 12_000), district.step(.verified, "o1", fen: 10_500))
            let special = try #require(district.context.funding.lines.first { $0.source == .otherLevel })
            let line = try #require(BudgetLine(fundingLine: special.code, year: district.line.fiscalYear))
            try await district.move(.appropriate(line, document: "市财社 1"), fen: 100_000)
            for voucher in try await district.waiting() {
                _ = try await district.decide([voucher], by: district.director)
            }
            try await test(hub, district)
        }
    }

    @Test func everyReportTellsItsFiguresInBothLanguagesAndAsFiles() async throws {
        try await withMoney { hub, _ in
            let officer = try await hub.signedIn(as: .financeOfficer)
            let expected: [ReportKind: String] = [
                .execution: "¥105.00", .trialBalance: "¥1,105.00", .unitCosts: "¥105.00", .subsidies: "&lt;5",
                .ageing: "¥105.00",
            ]
            for kind in ReportKind.allCases {
                let figure = try #require(expected[kind])
                for language in Language.allCases {
                    let page = try await hub.send(.get, kind.path + "?lang=\(language.rawValue)", headers: officer)
                    #expect(page.status == .ok)
                    #expect(body(page).contains(figure), "\(kind) \(language)")
                    #expect(body(page).contains(kind.title(language)))
                    #expect(!body(page).contains("{{"))
                }
                let table = try await hub.send(.get, kind.path + "/report.csv", headers: officer)
                #expect(table.status == .ok && Array(table.body.readableBytesView).starts(with: [0xEF, 0xBB, 0xBF]))
                let book = try await hub.send(.get, kind.path + "/report.xlsx", headers: officer)
                #expect(book.status == .ok && Array(book.body.readableBytesView).starts(with: [0x50, 0x4B]))
            }
        }
    }

    @Test func aFigureOpensWhatItConsistsOf() async throws {
        try await withMoney { hub, _ in
            let officer = try await hub.signedIn(as: .financeOfficer)
            for kind in ReportKind.allCases where kind != .subsidies {
                let page = body(try await hub.send(.get, kind.path, headers: officer))
                let paths = page.matches(of: #/href="(\/funding\/reports\/(?:entries|vouchers|orders|waiting)[^"]*)"/#)
                #expect(!paths.isEmpty, "\(kind)")
                for path in paths {
                    let asked = String(path.1).replacing("&amp;", with: "&")
                    let behind = try await hub.send(.get, asked, headers: officer)
                    #expect(behind.status == .ok)
                    #expect(body(behind).contains("¥105.00") || body(behind).contains("¥1,000.00"), "\(asked)")
                    #expect(body(behind).contains("/funding/vouchers/"))
                }
            }
        }
    }

    @Test func aStatementIsImportedMatchedAndUndone() async throws {
        try await withMoney { hub, _ in
            let officer = try await hub.signedIn(as: .financeOfficer)
            let path = "\(ReportPaths.bank)/1002"
            let broken = try await hub.post(
                path + "/statements", ["statement": "日期,收入,支出\n2026-03-02,x,\n2026-03-02,5.00"], officer)
            #expect(broken.status == .unprocessableContent)
            #expect(body(broken).contains("第 3 行：最后一行不完整") && body(broken).contains("2026-03-02,x,"))
            let text = "日期,收入,支出,凭证号\r\n2026-03-02,1000.00,,市财社 1\r\n2026-03-02,,3.00,手续费\r\n"
            let loaded = try await hub.post(path + "/statements", ["statement": text, "opening": "0"], officer)
            #expect(loaded.status == .ok)
            #expect(body(loaded).contains("已导入 2 条，其中新增 2 条，自动勾对 1 条"))
            #expect(body(loaded).contains("银行与账面相符") && body(loaded).contains("¥997.00"))
            let again = try await hub.post(path + "/statements", ["statement": text, "opening": "0"], officer)
            #expect(body(again).contains("该文件已导入过"))
            let undo = try #require(body(again).firstMatch(of: #/action="([^"]*\/undo)"/#)?.1)
            #expect(body(try await hub.post(String(undo), [:], officer)).contains("已撤销"))
            let twice = try await hub.post(String(undo), [:], officer)
            #expect(twice.status == .unprocessableContent && body(twice).contains("没有该勾对"))
            let open = body(twice)
            let line = try #require(open.firstMatch(of: #/name="line" value="([^"]*)" aria-label="[^"]*1,000.00/#)?.1)
            let voucher = try #require(open.firstMatch(of: #/name="voucher" value="([^"]*)"/#)?.1)
            let fee = try #require(open.firstMatch(of: #/name="line" value="([^"]*)" aria-label="[^"]*3.00/#)?.1)
            let unequal = try await hub.post(
                path + "/matches", ["line": String(fee), "voucher": String(voucher)], officer)
            #expect(unequal.status == .unprocessableContent && body(unequal).contains("两者须相等"))
            let chosen = try await hub.post(
                path + "/matches", ["line": String(line), "voucher": String(voucher)], officer)
            #expect(body(chosen).contains("已勾对。"))
            let auditor = try await hub.signedIn(as: .auditor)
            #expect(!body(try await hub.send(.get, path, headers: auditor)).contains("name=\"statement\""))
            #expect(try await hub.post(path + "/found", [:], auditor).status == .notFound)
        }
    }
}
