/// Reads CSV (RFC 4180) in pieces, so that a file of any size takes the memory of one record.
///
/// Fields may stand in quotation marks, with commas, line ends and doubled quotation marks inside. Lines end with CR LF,
/// LF or CR; a byte order mark at the beginning and blank lines are skipped. Text is UTF-8.
public struct CSVReader {
    /// The most bytes of a record.
    public static let recordBytes = 1024 * 1024

    private enum Position {
        case fieldStart, unquoted, quoted, afterQuote
    }

    private let read: () throws -> [UInt8]?
    private var piece: [UInt8] = []
    private var offset = 0
    private var line = 1
    private var previousWasReturn = false
    private var begun = false
    private var ended = false

    /// Bytes taken from the source so far.
    public private(set) var bytesRead = 0

    /// - Parameter read: the next piece of the file; nil at its end.
    public init(read: @escaping () throws -> [UInt8]?) {
        self.read = read
    }

    /// The next record; nil at the end.
    ///
    /// - Throws: ``CSVError``; after `strayQuote` and `notUTF8` reading may go on with the next line, after the others
    ///   there is none. Errors of the source.
    public mutating func next() throws -> CSVRecord? {
        var record = Record(line: line)
        var position = Position.fieldStart
        while !ended, let byte = try nextByte() {
            switch (position, byte) {
            case (.quoted, UInt8(ascii: "\"")): position = .afterQuote
            case (.quoted, _): record.field.append(byte)
            case (.afterQuote, UInt8(ascii: "\"")):
                record.field.append(byte)
                position = .quoted
            case (_, UInt8(ascii: ",")):
                record.endField()
                position = .fieldStart
            case (_, 0x0A), (_, 0x0D):
                guard record.isBlank, position == .fieldStart else { return try record.end() }
                record = Record(line: line)
            case (.fieldStart, UInt8(ascii: "\"")):
                record.isBlank = false
                position = .quoted
            case (.afterQuote, _), (_, UInt8(ascii: "\"")):
                try skipLine()
                throw CSVError(line: record.line, reason: .strayQuote)
            default:
                record.field.append(byte)
                record.isBlank = false
                position = .unquoted
            }
            guard record.bytes < Self.recordBytes else {
                ended = true
                throw CSVError(line: record.line, reason: .tooLong)
            }
        }
        guard position != .quoted else { throw CSVError(line: record.line, reason: .unclosedQuote) }
        return record.isBlank && position == .fieldStart ? nil : try record.end()
    }

    private mutating func skipLine() throws {
        while let byte = try nextByte(), byte != 0x0A, byte != 0x0D {}
    }

    /// The next byte, with the line feed of a CR LF skipped outside and kept inside of quotation marks alike.
    private mutating func nextByte() throws -> UInt8? {
        while offset == piece.count {
            guard !ended, let next = try read() else { return nil }
            piece = next
            offset = 0
            if !begun { try skipByteOrderMark() }
            bytesRead += piece.count
        }
        let byte = piece[offset]
        offset += 1
        if byte == 0x0A, previousWasReturn {
            previousWasReturn = false
            return try nextByte()
        }
        previousWasReturn = byte == 0x0D
        if byte == 0x0A || byte == 0x0D { line += 1 }
        return byte == 0x0D ? 0x0A : byte
    }

    private mutating func skipByteOrderMark() throws {
        while piece.count < 3, let more = try read() { piece += more }
        if piece.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        begun = true
    }

    private struct Record {
        let line: Int
        var field: [UInt8] = []
        var fields: [[UInt8]] = []
        var bytes: Int { field.count + endedBytes }
        var isBlank = true
        private var endedBytes = 0

        init(line: Int) { self.line = line }

        mutating func endField() {
            endedBytes += field.count + 1
            fields.append(field)
            field = []
            isBlank = false
        }

        mutating func end() throws -> CSVRecord {
            endField()
            let texts = fields.map { String(validating: $0, as: UTF8.self) }
            guard texts.allSatisfy({ $0 != nil }) else { throw CSVError(line: line, reason: .notUTF8) }
            return CSVRecord(line: line, fields: texts.compactMap { $0 })
        }
    }
}
