import DistrictConfig
import HubModel
import Testing

/// A syntax error or a duplicate key hides only the rest of its own file.
@Suite("Files that break off")
struct CutOffFileTests {
    private let station = "config/stations/S02.yaml"

    @Test func `before a syntax error and in other files everything is still found`() throws {
        let sample = try SampleConfiguration()
            .replacing("latitude: 28.2", with: "latitude: 95", in: station)
            .replacing("counsellors:", with: "counsellors: {", in: station)
            .replacing("priceYuan: 90.5", with: "priceYuan: 1", in: station)
            .replacing("smallCellLimit: 5", with: "smallCellLimit: 0", in: "config/district.yaml")
        let mistakes = try sample.fullMistakes()
        #expect(
            mistakes.filter { $0.key != .syntax }.map(\.place) == [
                "config/district.yaml:4:17 out-of-range", "\(station):4:11 out-of-range",
            ])
        let syntax = mistakes.filter { $0.key == .syntax }
        #expect(syntax.map(\.file) == [station])
        #expect(syntax.allSatisfy { (14...16).contains($0.line) })
    }

    @Test func `a duplicate key is reported where it stands again, with the first place`() throws {
        let sample = try SampleConfiguration()
            .replacing("latitude: 28.2", with: "latitude: 95", in: station)
            .replacing("counsellors:", with: "name: {zh: 乙站, en: Again}\ncounsellors:", in: station)
            .replacing("priceYuan: 90.5", with: "priceYuan: 1", in: station)
        let mistakes = try sample.fullMistakes()
        #expect(mistakes.map(\.place) == ["\(station):4:11 out-of-range", "\(station):14:1 duplicate-key"])
        #expect(mistakes.last?.problem.en == "duplicate key 'name', first at \(station):2:1")
    }

    @Test(arguments: [
        ("palette: {primary: \"#112233\",", "palette: {primary: \"#112233\", primary: \"#112233\",", "23:33"),
        ("logo: {glyph: 甲,", "logo: {glyph: 甲, \"glyph\": 乙,", "24:20"),
        ("mascot: {name", "logo: {}\n  mascot: {name", "25:3"),
        ("commitments:", "brand:\n  name: {zh: 甲, en: A}\ncommitments:", "27:1"),
    ])
    func `a duplicate key is found in nested mappings`(old: String, new: String, place: String) throws {
        let sample = try SampleConfiguration().replacing(old, with: new, in: station)
        #expect(try sample.mistakes() == ["\(station):\(place) duplicate-key"])
    }

    @Test func `names of broken files are not called unknown elsewhere`() throws {
        let sample = try SampleConfiguration()
            .replacing("code: elder-record", with: "code: [elder-record", in: package)
            .replacing("code: GDS-3", with: "code: 'GDS-3", in: "Plugins/instruments/gds-3.yaml")
            .replacing("id: elderly-guardian", with: "id: \"elderly-guardian", in: plugin)
        let mistakes = try sample.fullMistakes()
        #expect(Set(mistakes.map(\.key)) == [.syntax])
        #expect(Set(mistakes.map(\.file)) == [package, plugin, "Plugins/instruments/gds-3.yaml"])
    }

    @Test func `a hopeless file is one mistake`() throws {
        var sample = SampleConfiguration()
        sample.files[station] = String(repeating: "[", count: 100_000)
        #expect(try sample.mistakes() == ["\(station):1:1 syntax"])
        sample.files[station] = String(repeating: "a: &a [*a]\n", count: 40_000)
        #expect(try sample.mistakes() == ["\(station):1:1 unreadable"])
    }

    @Test(arguments: ["accounts", "entity", "lines", "posting-rules", "rates"])
    func `funding that breaks off after any line is one mistake`(name: String) throws {
        let file = "config/funding/\(name).yaml"
        var sample = SampleConfiguration()
        let lines = try #require(sample.files[file]).split(separator: "\n")
        for count in stride(from: 0, through: lines.count, by: lines.count > 100 ? 3 : 1) {
            sample.files[file] = lines[..<count].joined(separator: "\n") + "\n\"unfinished"
            let mistakes = try sample.fullMistakes()
            #expect(
                mistakes.map(\.key) == [.syntax] && mistakes.first?.file == file,
                "after line \(count): \(mistakes.map(\.message))")
        }
    }

    private let package = "Plugins/elderly-guardian/packages/elder-record.yaml"
    private let plugin = "Plugins/elderly-guardian/plugin.yaml"
}
