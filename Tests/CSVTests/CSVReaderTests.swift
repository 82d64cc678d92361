import Testing

@testable import CSV

@Suite struct CSVReaderTests {
    enum Expected: Equatable, Sendable {
        case record(Int, [String])
        case failure(Int, CSVError.Reason)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var expected: [Expected]

        var testDescription: String { text.debugDescription }
    }

    static let cases: [Case] = [
        Case(text: "", expected: []),
        Case(text: "a,b\r\n1,2\r\n", expected: [.record(1, ["a", "b"]), .record(2, ["1", "2"])]),
        Case(text: "a,b\n1,2", expected: [.record(1, ["a", "b"]), .record(2, ["1", "2"])]),
        Case(text: "a\r1\r", expected: [.record(1, ["a"]), .record(2, ["1"])]),
        Case(text: "\u{FEFF}a,b\n", expected: [.record(1, ["a", "b"])]),
        Case(text: "a,,\n,\n", expected: [.record(1, ["a", "", ""]), .record(2, ["", ""])]),
        Case(text: "\"a,b\",\"c\"\"d\"\n", expected: [.record(1, ["a,b", "c\"d"])]),
        Case(text: "\"line\nbreak\",x\ny,z\n", expected: [.record(1, ["line\nbreak", "x"]), .record(3, ["y", "z"])]),
        Case(text: "\"\"\n", expected: [.record(1, [""])]),
        Case(text: "a\n\n\nb\n", expected: [.record(1, ["a"]), .record(4, ["b"])]),
        Case(text: "\"a\"x,1\nb,2\n", expected: [.failure(1, .strayQuote), .record(2, ["b", "2"])]),
        Case(text: "a\"b,1\nc,2\n", expected: [.failure(1, .strayQuote), .record(2, ["c", "2"])]),
        Case(text: "a,\"open\nb,2\n", expected: [.failure(1, .unclosedQuote)]),
        Case(text: "编号,说明\n一,\"喝茶，\n聊天\"\n", expected: [.record(1, ["编号", "说明"]), .record(2, ["一", "喝茶，\n聊天"])]),
    ]

    @Test(arguments: cases, [1, 3, 1000]) func records(_ example: Case, piece: Int) throws {
        #expect(try read(Array(example.text.utf8), piece: piece) == example.expected)
    }

    @Test func textIsUTF8() throws {
        #expect(try read([0x61, 0xFF, 0x0A, 0x62, 0x0A], piece: 2) == [.failure(1, .notUTF8), .record(2, ["b"])])
    }

    @Test func anEndlessFieldEndsTheFile() throws {
        let bytes = Array("\"".utf8) + Array(repeating: UInt8(ascii: "x"), count: CSVReader.recordBytes + 10)
        #expect(try read(bytes, piece: 4096) == [.failure(1, .tooLong)])
    }

    private func read(_ bytes: [UInt8], piece: Int) throws -> [Expected] {
        var rest = bytes[...]
        var reader = CSVReader {
            let next = rest.prefix(piece)
            rest = rest.dropFirst(piece)
            return next.isEmpty ? nil : Array(next)
        }
        var found: [Expected] = []
        while true {
            do {
                guard let record = try reader.next() else { return found }
                found.append(.record(record.line, record.fields))
            } catch let error as CSVError {
                found.append(.failure(error.line, error.reason))
            }
        }
    }
}
