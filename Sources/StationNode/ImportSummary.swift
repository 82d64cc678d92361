/// What an import did.
public struct ImportSummary: Hashable, Sendable {
    /// A row that was not recorded.
    public struct RefusedRow: Hashable, Sendable, CustomStringConvertible {
        public var file: String
        public var line: Int
        /// Without any value of a person.
        public var reason: String

        public var description: String { "\(file):\(line): \(reason)" }
    }

    /// Rows read, without the header.
    public var rows = 0
    /// Facts added to the book.
    public var recorded = 0
    /// Facts that the book already had and that say the same.
    public var alreadyRecorded = 0
    /// Rows that were not recorded.
    public var refused = 0
    /// Of those, the ones whose source the book has with other content: another event without its time, or a mistake.
    public var differing = 0
    /// The first of them.
    public var refusals: [RefusedRow] = []
    /// Bytes read of the file.
    public var bytesRead = 0

    static let keptRefusals = 1000

    public init() {}

    mutating func refuse(_ file: String, _ line: Int, _ reason: String) {
        refused += 1
        if refusals.count < Self.keptRefusals {
            refusals.append(RefusedRow(file: file, line: line, reason: reason))
        }
    }
}

extension ImportSummary {
    mutating func count(_ outcomes: [AppendOutcome], of file: String, _ line: Int) {
        for outcome in outcomes {
            switch outcome {
            case .recorded: recorded += 1
            case .alreadyRecorded(_, sameData: true): alreadyRecorded += 1
            case .alreadyRecorded(let place, sameData: false):
                differing += 1
                refuse(file, line, FactRefused.recordedOtherwise(at: place).description)
            }
        }
    }

    /// Adds what another file brought.
    public mutating func add(_ other: ImportSummary) {
        rows += other.rows
        recorded += other.recorded
        alreadyRecorded += other.alreadyRecorded
        differing += other.differing
        refused += other.refused
        bytesRead += other.bytesRead
        refusals += other.refusals.prefix(max(0, Self.keptRefusals - refusals.count))
    }
}
