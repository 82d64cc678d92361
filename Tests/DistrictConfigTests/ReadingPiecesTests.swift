import HubModel
import PluginKit
import Testing

@testable import DistrictConfig

@Suite("Pieces of the configuration")
struct ReadingPiecesTests {
    @Test(arguments: [
        ("capcity", ["capacity", "points", "code"], "capacity"), ("ocde", ["code", "mode"], "code"),
        ("PHQ9", ["PHQ-9", "GAD-7"], "PHQ-9"), ("zzz", ["capacity", "points"], nil), ("x", [], nil),
        ("bb", ["ba", "bc"], "ba"),
    ])
    func `the nearest name has the fewest edits`(name: String, candidates: [String], nearest: String?) {
        #expect(NearestName.of(name, among: candidates) == nearest)
    }

    @Test(arguments: [("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3), ("站点", "站", 1)])
    func `edits are counted`(left: String, right: String, distance: Int) {
        #expect(NearestName.distance(Array(left), Array(right)) == distance)
        #expect(NearestName.distance(Array(right), Array(left)) == distance)
    }

    @Test func `days are days of the calendar`() {
        #expect(CivilDate("2028-02-29")?.description == "2028-02-29")
        #expect(CivilDate("0101-01-01")?.description == "0101-01-01")
        for text in ["2027-02-29", "2100-02-29", "2027-13-01", "2027-00-10", "2027-1-01", "2027-06-31", "27-06-30", ""]
        {
            #expect(CivilDate(text) == nil, "\(text)")
        }
        #expect(CivilDate("2027-09-30").flatMap { day in CivilDate("2027-10-01").map { day < $0 } } == true)
    }

    @Test func `times of day end at 24:00`() {
        #expect(TimeOfDay("24:00")?.minutes == 1440)
        #expect(TimeOfDay("08:05")?.description == "08:05")
        for text in ["24:01", "8:00", "08:60", "0800", "-1:00", "08:00:00", "０８:00"] {
            #expect(TimeOfDay(text) == nil, "\(text)")
        }
    }

    @Test func `age bands include both ends`() throws {
        let band = try #require(AgeBand("18-34"))
        #expect(
            (band.contains(17), band.contains(18), band.contains(34), band.contains(35)) == (false, true, true, false))
        #expect(AgeBand("80+")?.contains(110) == true)
        for text in ["34-18", "18", "-18", "18-", "a-b", "0-121", "18–34"] {
            #expect(AgeBand(text) == nil, "\(text)")
        }
    }

    @Test(arguments: [
        ("120", 12_000), ("0.01", 1), ("80.5", 8050), ("19.99", 1999), ("100000", 10_000_000), ("-0", 0),
    ])
    func `yuan become fen without rounding`(text: String, fen: Int64) throws {
        let configuration = try SampleConfiguration()
            .replacing(
                "countPerCycle: 1, priceYuan: 20.05", with: "countPerCycle: 1, priceYuan: \(text)",
                in: "Plugins/elderly-guardian/packages/elder-record.yaml"
            )
            .read()
        #expect(configuration.profiles.values.first?.packages.first?.items.first?.unitPrice == Money(fen: fen))
    }

    @Test func `a promised change is told in percent or in points`() throws {
        let day = try #require(CivilDate("2027-06-30"))
        var commitment = Commitment(indicator: "x", baseline: 40, target: 48, deadline: day, change: .relative)
        #expect(commitment.promisedChange == 20)
        commitment.change = .points
        #expect(commitment.promisedChange == 8)
    }

    @Test func `opening hours and night clinic join in order`() throws {
        let station = try #require(try SampleConfiguration().read().stations.first)
        #expect(
            station.openingHours.all(on: .monday).map(\.description) == ["08:00-12:00", "14:00-17:00", "18:30-20:30"])
        #expect(station.openingHours.all(on: .sunday) == [])
    }
}
