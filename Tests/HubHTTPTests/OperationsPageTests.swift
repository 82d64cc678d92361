import Foundation
import HTTPTypes
import HubModel
import HummingbirdTesting
import NIOCore
import PageKit
import PluginHost
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// What the page says of plugins that do well, that don't, and that were refused.
@Suite(.timeLimit(.minutes(5))) struct OperationsPageTests {
    private func key(_ id: String) throws -> PluginKey {
        PluginKey(id: try #require(ProfileCode(rawValue: id)), version: "1.2.0")
    }

    private func page(
        _ status: [PluginStatus], refused: [RefusedPlugin] = [], _ language: Language = .zh
    ) async throws -> (page: OperationsPage, html: String) {
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        let formats = Formats(language: language, timeZone: zone, now: FixedClock.now)
        let frame = PageFrame(
            title: "", place: "", request: OverviewRequest(language: language), path: OperationsRoutes.path,
            months: nil, events: nil, formats: formats)
        let titles = [try key("elderly-guardian").id: LocalizedText(zh: "银龄心理守护者", en: "Guardian of the elderly")]
        let page = OperationsPage(status, refused: refused, titles: titles, frame: frame, formats: formats)
        return (page, try await HubResources.renderer().html(page))
    }

    @Test func whatFailedIsSaidInTheReadersLanguageAndWhen() async throws {
        let failure = PluginStatus.Failure(
            code: "crashed", message: LocalizedText(zh: "进程崩溃", en: "it crashed"),
            at: FixedClock.now.addingTimeInterval(-7200))
        let status = [
            PluginStatus(
                plugin: try key("elderly-guardian"), state: .circuitOpen, restarts: 4, lastFailure: failure,
                calls: 1234, failures: 5),
            PluginStatus(plugin: try key("community-hub"), state: .restarting),
            PluginStatus(plugin: try key("workplace-energy"), state: .running, processID: 4711),
        ]
        let (page, html) = try await page(status)
        #expect(page.plugins.map(\.state) == ["已暂停", "正在重启", "运行中"])
        #expect(page.plugins.map(\.process) == ["没有进程", "没有进程", "运行中（4711）"])
        #expect(page.plugins[0].title == "银龄心理守护者" && page.plugins[1].title == "community-hub")
        #expect(page.plugins[0].calls == "1,234" && page.plugins[0].failures == "5" && page.plugins[0].restarts == "4")
        let said = try #require(page.plugins[0].failure)
        #expect(said.text == "进程崩溃" && said.time == "今天 10:00" && said.fullTime == "2026-03-02 10:00")
        #expect(page.summary == "2 个插件需要查看" && !page.isWell)
        // Each state has its word, so that colour alone says nothing.
        #expect(html.contains("已暂停") && html.contains("连续失败") && html.contains("没有失败"))
        let english = try await self.page(status, .en)
        #expect(english.page.plugins[0].failure?.text == "it crashed" && !english.html.contains("进程崩溃"))
    }

    @Test func whatWasRefusedStandsThereWithTheReason() async throws {
        let refused = [
            RefusedPlugin(
                folder: "<b>odd</b>", id: try key("elderly-guardian").id, version: "2.0.0",
                reason: .bundle(.signatureMissing)),
            RefusedPlugin(
                folder: "stray", id: nil, version: nil, reason: .content(["a.yaml:1:1: 甲", "b.yaml:2:1: 乙"])),
        ]
        let (page, html) = try await page(
            [PluginStatus(plugin: try key("community-hub"), state: .running, processID: 1)], refused: refused)
        #expect(page.summary == "2 个插件需要查看")
        #expect(html.contains("没有签名文件 bundle.sig；请用 plugins sign 签名后完整复制。"))
        #expect(html.contains("a.yaml:1:1: 甲\nb.yaml:2:1: 乙") && html.contains("无法识别"))
        #expect(html.contains("&lt;b&gt;odd&lt;/b&gt;") && !html.contains("<b>odd</b>"))
    }

    @Test func aHubWithoutPluginsSaysWhatIsMissing() async throws {
        let (page, html) = try await page([])
        #expect(page.summary == "没有载入任何插件" && !page.isWell)
        #expect(html.contains("请安装已签名的插件包") && !html.contains("<tbody>"))
    }

    @Test(arguments: [Role.director, .auditor]) func thoseWhoAnswerForTheHubSeeEveryPlugin(role: Role) async throws {
        try await RunningHub.with { hub in
            let headers = try await hub.signedIn(as: role)
            let answer = try await hub.send(.get, OperationsRoutes.path, headers: headers)
            let html = String(buffer: answer.body)
            #expect(answer.status == .ok && html.contains("5 个插件全部运行正常"))
            let json = try await hub.send(.get, "/api/v1" + OperationsRoutes.path, headers: headers)
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(json.body.readableBytesView)) as? [String: Any])
            let plugins = try #require(object["plugins"] as? [[String: Any]])
            #expect(plugins.count == 5 && plugins.allSatisfy { $0["state"] as? String == "running" })
            for plugin in plugins {
                let id = try #require(plugin["id"] as? String)
                #expect(html.contains("data-plugin=\"\(id)\""), "\(id)")
                #expect((plugin["processId"] as? Int ?? 0) > 0, "\(id)")
            }
            let home = try await hub.send(.get, "/", headers: headers)
            let entries =
                String(buffer: home.body).split(separator: "class=\"entries\"").last?
                .split(separator: "</nav>").first ?? ""
            #expect(entries.contains(OperationsRoutes.path) && entries.split(separator: "<a ").count - 1 <= 7)
        }
    }
}
