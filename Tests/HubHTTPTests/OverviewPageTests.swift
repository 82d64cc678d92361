import Brand
import DistrictConfig
import Foundation
import HubModel
import Indicators
import PageKit
import Testing

@testable import HubHTTP
@testable import HubRuntime

@Suite struct OverviewPageTests {
    private func page(_ request: OverviewRequest = OverviewRequest()) throws -> OverviewPage {
        OverviewPage(try SampleOverview.district(), request: request, now: SampleOverview.now)
    }

    @Test func everyFigureOfThePageIsInTheUpdate() async throws {
        let page = try page()
        let html = try await HubResources.renderer().html(page)
        let update = page.update
        let ids = html.split(separator: "data-figure=\"").dropFirst().compactMap { $0.split(separator: "\"").first }
        #expect(ids.count > 200)
        #expect(Set(ids.map(String.init)).subtracting(update.figures.keys).isEmpty)
        #expect(update.figures["station.S03.persons"] == "<5")
        #expect(update.figures["reporting"] == "26 站中 24 站已上报 · 截至 14:05")
    }

    @Test func idsOfFiguresAreUnique() throws {
        let ids = Figure.all(in: try page()).map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test func everyTargetIsShownAndThoseThatCanBeAreCompared() throws {
        let lines = try page().targets.lines
        #expect(lines.map(\.now.id) == (try SampleOverview.district()).targets.map { "target.\($0.indicator)" })
        #expect(lines.count == 5)
        let satisfaction = try #require(lines.first { $0.now.id == "target.satisfaction" })
        #expect(satisfaction.target == "90%")
        #expect(satisfaction.now.text == "94.4% (n=1,333)")
        #expect(satisfaction.state.text == "✓ 已达到")
        #expect(lines.filter { $0.now.text == "尚无可计算的数据" }.allSatisfy { $0.state.text.isEmpty })
    }

    @Test func everyStationIsOnTheMapWithALinkAndAName() async throws {
        let map = try page(OverviewRequest(language: .en)).map
        let stations = try SampleOverview.district().stations
        #expect(Set(map.places.map(\.code)) == Set(stations.map(\.station.rawValue)))
        #expect(map.places.allSatisfy { (0...640).contains($0.x) && (0...map.height).contains($0.y) })
        #expect(map.height <= 480)
        #expect(Set(map.keys.map(\.title)) == Set(stations.map(\.profileTitle.en)))
        let most = try #require(stations.max { $0.reach < $1.reach })
        let largest = try #require(map.places.first { $0.code == most.station.rawValue })
        #expect(largest.radius == map.places.map(\.radius).max())
        #expect(largest.address == "/stations/\(most.station)?lang=en")
        #expect(largest.title.text.hasPrefix("\(most.name.en), \(most.profileTitle.en), Reach "))
        let northern = try #require(stations.max { $0.latitude < $1.latitude })
        #expect(map.places.min { $0.y < $1.y }?.code == northern.station.rawValue)
    }

    @Test func aMonthIsComparedWithTheOneBefore() throws {
        var overview = try SampleOverview.district(
            period: .month(try #require(CivilDate(year: 2026, month: 10, day: 1))))
        overview.funnel.reach.total = 1_200
        overview.funnel.conversion.total = 900
        overview.funnel.exposure.total = 4
        var before = overview.funnel
        before.reach.total = 1_000
        before.conversion.total = 1_000
        before.exposure.total = 100
        before.satisfaction = Share(count: 9, of: 10)
        before.advocacy.count = .below(5)
        overview.funnel.satisfaction = Share(count: 19, of: 20)
        overview.earlier = EarlierFunnel(funnel: before, isPart: false)
        let page = OverviewPage(overview, request: OverviewRequest(), now: SampleOverview.now)
        let changes = Dictionary(
            page.funnel.stages.compactMap { stage in stage.change.map { (stage.code, $0) } },
            uniquingKeysWith: { first, _ in first })
        #expect(changes["reach"]?.sign.text == "对比上月 ▲ 20%")
        #expect(changes["reach"]?.words.text == "对比上月上升 20%")
        #expect(changes["conversion"]?.sign.text == "对比上月 ▼ 10%")
        #expect(changes["satisfaction"]?.words.text == "对比上月上升 5 个百分点")
        #expect(Set(changes.keys) == ["reach", "conversion", "satisfaction"])
        overview.earlier = nil
        let alone = OverviewPage(overview, request: OverviewRequest(), now: SampleOverview.now)
        #expect(alone.funnel.stages.allSatisfy { $0.change == nil })
    }

    @Test func aMonthThatIsNotOverIsComparedWithAsManyDays() throws {
        func earlier(_ period: String, today: String) throws -> EarlierMonth? {
            EarlierMonth(before: try #require(OverviewPeriod(period)), today: try #require(CivilDate(today)))
        }
        let part = try #require(try earlier("2026-11", today: "2026-11-22"))
        #expect((part.first.description, part.last.description, part.isPart) == ("2026-10-01", "2026-10-22", true))
        let short = try #require(try earlier("2026-03", today: "2026-03-30"))
        #expect((short.last.description, short.isPart) == ("2026-02-28", true))
        let whole = try #require(try earlier("2026-01", today: "2026-11-22"))
        #expect((whole.first.description, whole.last.description, whole.isPart) == ("2025-12-01", "2025-12-31", false))
        #expect(try earlier("all", today: "2026-11-22") == nil)
        #expect(try earlier("2027-01", today: "2026-11-22") == nil)
    }

    @Test func personsServedAreShownAsPersons() throws {
        var overview = try SampleOverview.district()
        overview.totals.personsServed = .exact(1_234)
        let page = OverviewPage(overview, request: OverviewRequest(), now: SampleOverview.now)
        let card = try #require(page.totals.cards.first { $0.value.id == "totals.personsServed" })
        #expect(card.title == "接受服务人数")
        #expect(card.value.text == "1,234")
        #expect(card.unit == "人")
    }

    @Test func aFilterIsNoChangeOfShapeButNewFiguresAre() throws {
        let whole = try page()
        let filtered = try page(OverviewRequest(text: "S07", sort: StationSort(.reach, descending: true)))
        #expect(filtered.stations.rows.map(\.code) == ["S07"])
        #expect(filtered.shape == whole.shape)
        let empty = OverviewPage(try SampleOverview.empty(), request: OverviewRequest(), now: SampleOverview.now)
        #expect(empty.shape != whole.shape)
    }

    @Test func oneSmallCountOfPersonsHidesASecond() throws {
        let stations = try SampleOverview.district().stations
        let hidden = stations.filter { $0.personsScreened.exactValue == nil }
        #expect(hidden.count == 2)
        #expect(hidden.contains { $0.station.rawValue == "S03" && $0.personsScreened == .below(5) })
        #expect(hidden.contains { $0.personsScreened == .withheld })
    }

    @Test func aDateFarAheadLeavesTheMonthsInPlace() throws {
        var overview = try SampleOverview.district()
        overview.daily.append(DailyFigure(day: "2099-01-05", screenings: 1, attendances: 1))
        overview.months.insert(try #require(OverviewPeriod("2099-01")), at: 0)
        let page = OverviewPage(overview, request: OverviewRequest(), now: SampleOverview.now)
        #expect(page.timeline.rows.map(\.label) == ["2026年11月"])
        #expect(page.frame.periods.map(\.value) == ["all", "2026-11", "2026-10"])
    }

    @Test func whatIsOpenSaysSoAndSinceWhen() async throws {
        let item = try #require(try page().attention.first)
        #expect(item.value.text == "5")
        #expect(item.text.contains("未处理"))
        #expect(item.oldest?.text == "9 天前")
        #expect(item.oldest?.hint == "2026-11-13 13:05")
        let station = StationPage(
            try SampleOverview.station(), configuration: try SampleOverview.configuration(), request: OverviewRequest(),
            now: SampleOverview.now)
        #expect(station.attentionOldest?.text == "1 天前")
    }

    @Test func hiddenCountsAreNotInTheCharts() throws {
        let page = StationPage(
            try SampleOverview.station(), configuration: try SampleOverview.configuration(), request: OverviewRequest(),
            now: SampleOverview.now)
        let severity = try #require(page.charts.severity.first)
        #expect(severity.counts.contains(nil))
        #expect(severity.counts.allSatisfy { $0 == nil || $0 == 0 || ($0 ?? 0) >= 5 })
        #expect(page.screenings.tenOrMore.count.text == "*")
    }

    @Test func textFromOutsideIsEscaped() async throws {
        var overview = try SampleOverview.district()
        overview.stations[0].name = LocalizedText(zh: "<script>&\"", en: "")
        let request = OverviewRequest(text: "\"><b>")
        let renderer = try await HubResources.renderer()
        let whole = try renderer.html(OverviewPage(overview, request: OverviewRequest(), now: SampleOverview.now))
        #expect(whole.contains("&lt;script&gt;&amp;&quot;"))
        let filtered = try renderer.html(OverviewPage(overview, request: request, now: SampleOverview.now))
        #expect(!filtered.contains("\"><b>"))
        #expect(filtered.contains("&quot;&gt;&lt;b&gt;"))
    }

    @Test func nothingIsInlineThatTheSecurityPolicyForbids() async throws {
        let html = try await HubResources.renderer().html(try page())
        #expect(!html.contains(" style="))
        #expect(!html.contains("<style"))
        #expect(!html.contains(" onclick"))
        let scripts = html.split(separator: "<script").dropFirst()
        #expect(scripts.allSatisfy { $0.hasPrefix(" src=") || $0.hasPrefix(" type=\"application/json\"") })
    }

    @Test func anEmptyDistrictSaysWhatWillFillIt() async throws {
        let html = try await HubResources.renderer().html(
            OverviewPage(SampleOverview.empty(), request: OverviewRequest(), now: SampleOverview.now))
        #expect(html.contains("还没有收到任何站点的数据"))
        #expect(!html.contains("data-figure=\"totals"))
    }

    @Test(arguments: Language.allCases)
    func noWordIsMissing(language: Language) async throws {
        let html = try await HubResources.renderer().html(try page(OverviewRequest(language: language)))
        #expect(!html.contains("{{"))
        if language == .en {
            let body = html.split(separator: "<main").last.map(String.init) ?? ""
            let chinese = body.unicodeScalars.filter { (0x4E00...0x9FFF).contains($0.value) }
            #expect(chinese.isEmpty, "\(String(String.UnicodeScalarView(chinese)))")
        }
    }

    @Test func theTableOfStationsIsOneForSpreadsheets() throws {
        let lines = StationsCSV.text(try SampleOverview.district(), language: .en).split(separator: "\r\n")
        #expect(lines.count == 27)
        #expect(lines[0].hasPrefix("\u{FEFF}Station,Name,Sub-district,"))
        #expect(lines[3].contains(",<5,"))
        let columns = Set(lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).count })
        #expect(columns.count == 1)
    }
}
