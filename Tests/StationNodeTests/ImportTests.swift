import Foundation
import HubModel
import Synchronization
import Testing

@testable import StationNode

@Suite struct ImportTests {
    let folder: BookFolder
    let book: LocalBook

    init() throws {
        folder = try BookFolder()
        book = try LocalBook.create(in: folder.book, station: s01, at: morning).knowing([SumAssessing.phq9])
    }

    func importing(rows: Int = 2, recorder: Bool = true) -> CSVImport {
        CSVImport(
            book: book, recorder: recorder ? ScreeningRecorder(assessing: SumAssessing()) : nil,
            timeZone: TimeZone(identifier: "Asia/Shanghai") ?? .gmt, rowsPerTransaction: rows, now: { morning })
    }

    static let header =
        "respondent,age_years,sex,exam_weight,item1,item2,item3,item4,item5,item6,item7,item8,item9,difficulty,occurred_at\n"
    static let rows = """
        101,66,female,1.5,0,1,2,3,0,1,2,3,0,1,2025-12-31T23:30:00+08:00
        102,18,male,1.5,0,7,9,,0,1,1,1,2,,2026-02-03T01:00:00Z
        101,66,female,1.5,0,0,0,0,0,0,0,0,0,0,2026-01-02T08:00:00+08:00

        """

    func screening(_ data: String) throws -> ScreeningCompleted {
        try JSONDecoder().decode(ScreeningCompleted.self, from: Data(data.utf8))
    }

    @Test func screeningsBecomeResidentsAndScreenings() async throws {
        let file = try folder.file("s.csv", Self.header + Self.rows)
        let summary = try await importing().run(file)
        #expect(summary.rows == 3)
        #expect(summary.refused == 0)
        let recorded = try await lines(of: book)
        #expect(
            recorded.map(\.header.kind) == [
                "resident.registered", "screening.completed", "resident.registered", "screening.completed",
                "screening.completed",
            ])
        #expect(recorded[0].header.subject == recorded[4].header.subject)
        #expect(recorded[0].header.subject != recorded[2].header.subject)
        // 66 at the end of 2025 in Shanghai; and 2026 - 18.
        #expect(recorded[0].data == #"{"birthYearBand":"1955-1959","consents":[],"sex":"female","tags":[]}"#)
        #expect(recorded[2].data.contains("2005-2009"))
        let complete = try screening(recorded[1].data)
        #expect(complete.total == 12)
        #expect(complete.unanswered.isEmpty)
        #expect(complete.plugin == SumAssessing().reference)
        #expect(complete.ageYears == 66)
    }

    @Test func incompleteScreeningsHaveNoTotalAndStayCritical() async throws {
        _ = try await importing().run(try folder.file("s.csv", Self.header + Self.rows))
        let incomplete = try screening(try await lines(of: book)[3].data)
        #expect(incomplete.total == nil)
        #expect(incomplete.severity == nil)
        #expect(incomplete.answers == [0, nil, nil, nil, 0, 1, 1, 1, 2])
        #expect(incomplete.unanswered == ["2": .refused, "3": .unknown, "4": .missing])
        #expect(incomplete.triage.sameDay)
    }

    @Test func importingAgainAddsNothing() async throws {
        let file = try folder.file("s.csv", Self.header + Self.rows)
        let first = try await importing().run(file)
        let second = try await importing(rows: 500).run(file)
        #expect(first.recorded == 5)
        #expect(second.recorded == 0)
        #expect(second.alreadyRecorded == 6)
        #expect(second.differing == 0)
        #expect(try await book.status().recorded == 5)
    }

    @Test func aFileWithoutTimesIsKnownAgain() async throws {
        let file = try folder.file(
            "s.csv",
            """
            respondent,age_years,sex,item1,item2,item3,item4,item5,item6,item7,item8,item9
            101,66,female,0,1,2,3,0,1,2,3,0

            """)
        func importing(at time: Date) -> CSVImport {
            CSVImport(
                book: book, recorder: ScreeningRecorder(assessing: SumAssessing()), timeZone: .gmt, now: { time })
        }
        #expect(try await importing(at: morning).run(file).recorded == 2)
        let again = try await importing(at: morning.addingTimeInterval(60)).run(file)
        #expect(again.recorded == 0)
        #expect(again.differing == 0)
    }

    @Test func aChangedRowIsReportedAndNotRecorded() async throws {
        _ = try await importing().run(try folder.file("s.csv", Self.header + Self.rows))
        let changed = Self.rows.replacingOccurrences(of: "101,66,female,1.5,0,1,2", with: "101,66,female,1.5,3,1,2")
        let summary = try await importing().run(try folder.file("t.csv", Self.header + changed))
        #expect(summary.recorded == 0)
        #expect(summary.differing == 1)
        #expect(summary.refusals.map(\.line) == [2])
        #expect(summary.refusals.first?.reason.contains("1/2") == true)
    }

    /// A second screening in a file without times can't be told from the first one, and must not vanish without a word.
    @Test func aSecondScreeningWithoutATimeIsRefusedAloud() async throws {
        let header = "respondent,age_years,sex,item1,item2,item3,item4,item5,item6,item7,item8,item9\n"
        _ = try await importing().run(try folder.file("spring.csv", header + "101,66,female,0,0,0,0,0,0,0,0,0\n"))
        let autumn = try folder.file(
            "autumn.csv", header + "102,66,female,0,0,0,0,0,0,0,0,0\n101,66,female,3,3,3,3,3,3,3,3,3\n")
        let summary = try await importing().run(autumn)
        #expect(summary.recorded == 2)
        #expect(summary.refused == 1)
        #expect(summary.refusals.map(\.line) == [3])
    }

    @Test func badRowsAreNamedAndStopNothing() async throws {
        let bad = """
            103,200,female,1,0,0,0,0,0,0,0,0,0,,2026-01-02T08:00:00Z
            104,20,female,1,0,0,0,0,0,0,0,0,4,,2026-01-02T08:00:00Z
            105,20,female,1,0,0
            106,20,f"x,1,0
            107,20,female,1,0,0,0,0,0,0,0,0,0,,yesterday
            108,20,female,1,0,0,0,0,0,0,0,0,0,,2026-01-02T08:00:00Z

            """
        let summary = try await importing().run(try folder.file("s.csv", Self.header + bad))
        #expect(summary.refusals.map(\.line) == [2, 3, 4, 5, 6].sorted())
        #expect(summary.refused == 5)
        #expect(summary.recorded == 2)
        #expect(summary.refusals.first?.description.hasPrefix("s.csv:") == true)
    }

    @Test func factsOfAnyKind() async throws {
        let text = """
            kind,source,occurred_at,resident,data
            activity.held,A1,2026-02-01T09:00:00+08:00,,"{""activity"":""A1"",""activityKind"":""tea"",""setting"":""community"",""capacity"":20,""minutes"":90}"
            activity.attended,A1-1,2026-02-01T09:00:00+08:00,R1,"{""activity"": ""A1"", ""role"": ""participant""}"
            activity.attended,A1-2,2026-02-01T09:00:00+08:00,,"{""activity"":""A1"",""role"":""participant""}"
            dance.danced,A1-3,2026-02-01T09:00:00+08:00,,{}
            order.placed,O1,2026-02-01T09:00:00+08:00,R1,"{""order"":""O1"",""package"":""p"",""item"":""i"",""amountFen"":5000}"

            """
        let file = try folder.file("f.csv", text)
        let summary = try await importing(recorder: false).run(file)
        #expect(summary.recorded == 3)
        #expect(Set(summary.refusals.map(\.line)) == [4, 5])
        let recorded = try await lines(of: book)
        #expect(recorded.map(\.header.kind) == ["activity.held", "activity.attended", "order.placed"])
        #expect(recorded[1].header.subject == recorded[2].header.subject)
        #expect(try await importing(recorder: false).run(file).recorded == 0)
    }

    @Test func filesOfAnotherFormAreRefused() async throws {
        let plain = try folder.file("x.csv", "name,age\nA,1\n")
        await #expect(throws: CSVImportError.unknownColumns(file: plain.path)) { try await importing().run(plain) }
        let screenings = try folder.file("s.csv", Self.header)
        await #expect(throws: CSVImportError.noPlugin(file: screenings.path, reason: nil)) {
            try await importing(recorder: false).run(screenings)
        }
    }

    @Test func paceHoldsBackRows() async throws {
        let waits = Mutex<[Double]>([])
        let importing = CSVImport(
            book: book, recorder: ScreeningRecorder(assessing: SumAssessing()), timeZone: .gmt,
            pace: .init(rowsPerSecond: 4, sleep: { seconds in waits.withLock { $0.append(seconds) } }), now: { morning }
        )
        _ = try await importing.run(try folder.file("s.csv", Self.header + Self.rows))
        #expect(waits.withLock { $0 } == [0.25, 0.25, 0.25])
    }

    @Test(arguments: [
        ("2026-03-01T09:30:00+08:00", 1_772_328_600.0), ("2026-03-01T01:30:00Z", 1_772_328_600),
        ("2026-02-28T20:30:00.500-05:00", 1_772_328_600.5),
    ])
    func writtenTimes(text: String, seconds: Double) {
        #expect(WrittenTime.read(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: ["2026-03-01", "2026-03-01T09:30:00", "2026-02-30T09:30:00Z", "2026-03-01T09:30:00+24:00", "x"])
    func notTimes(text: String) { #expect(WrittenTime.read(text) == nil) }
}
