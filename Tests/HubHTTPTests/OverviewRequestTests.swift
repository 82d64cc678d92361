import HubModel
import HubRuntime
import Testing

@testable import HubHTTP

@Suite struct OverviewRequestTests {
    private func request(_ query: [String: String]) -> OverviewRequest? {
        OverviewRequest { query[$0] }
    }

    @Test func nothingAskedForIsChineseAndEverything() {
        #expect(request([:]) == OverviewRequest())
        #expect(OverviewRequest().address("/") == "/")
    }

    @Test func anAddressSaysWhatItWasMadeOf() throws {
        let query = [
            "period": "2026-11", "lang": "en", "q": "新河", "profile": "community-hub", "status": "silent",
            "sort": "-screenings",
        ]
        let asked = try #require(request(query))
        #expect(
            asked.address("/", fragment: "stations")
                == "/?period=2026-11&lang=en&q=%E6%96%B0%E6%B2%B3&profile=community-hub&status=silent&sort=-screenings#stations"
        )
        #expect(asked.elsewhere.address("/stations/S07") == "/stations/S07?period=2026-11&lang=en")
    }

    @Test(arguments: ["2026-13", "2026", "soon", "2026-1", "0000-01"])
    func aPeriodThatIsNoneIsRefused(period: String) {
        #expect(request(["period": period]) == nil)
    }

    @Test func otherUnknownValuesAreLeftOut() {
        #expect(
            request(["lang": "fr", "sort": "age", "status": "old", "profile": "Not A Code", "period": ""])
                == OverviewRequest())
    }

    @Test(arguments: [("2026-11", 30), ("2026-12", 31), ("2026-02", 28), ("2028-02", 29)])
    func aMonthHasItsDays(period: String, days: Int) throws {
        let (first, last) = try #require(OverviewPeriod(period)).days
        #expect(first.description == period + "-01")
        #expect(last.description == period + "-\(days)")
    }

    @Test func aClickOnAHeadTurnsTheOrder() {
        #expect(StationSort().next(for: .screenings) == StationSort(.screenings, descending: true))
        #expect(StationSort(.screenings, descending: true).next(for: .screenings) == StationSort(.screenings))
        #expect(StationSort(.screenings).next(for: .name) == StationSort(.name))
        #expect(StationSort("-orders")?.description == "-orders")
    }
}
