public import HubModel

/// Where an enrolment stands, from the steps that the facts tell of.
///
/// The steps are a multiset, as those of an ``OrderStanding``: a correction removes exactly what the corrected fact added.
public struct EnrolmentStanding: Equatable, Sendable {
    /// One step on one day.
    public struct Step: Hashable, Sendable {
        public var kind: EnrolmentStepKind
        public var day: CivilDate
        public var package: String
        public var item: String?
        public var plugin: PluginReference?
    }

    public enum State: String, CaseIterable, Sendable {
        case running, ended
    }

    private var counts: [Step: Int] = [:]

    public init() {}

    mutating func add(_ count: Int, _ step: Step) {
        counts[step, default: 0] += count
        if counts[step] == 0 { counts[step] = nil }
    }

    /// The step that the enrolment began with: the first one, whatever the order in which facts came.
    public var start: Step? {
        counts.filter { $0.key.kind == .started && $0.value > 0 }.keys.min {
            ($0.day, $0.stored) < ($1.day, $1.stored)
        }
    }

    /// Nil when no fact tells of its beginning.
    public var state: State? {
        guard start != nil else { return nil }
        return counts.contains { $0.key.kind == .ended && $0.value > 0 } ? .ended : .running
    }

    /// The steps as the table keeps them, a step once for each fact.
    var stored: [String] {
        counts.flatMap { step, count in Array(repeating: step.stored, count: max(0, count)) }.sorted()
    }

    /// Reads what the table keeps.
    public init(stored: [String]) {
        for text in stored { Step(stored: text).map { add(1, $0) } }
    }
}

extension EnrolmentStanding.Step {
    /// `kind/day/package/item/plugin/version`, each code escaped, so that none of them can hold a slash or a space.
    var stored: String {
        let codes = [package, item ?? "", plugin?.id ?? "", plugin?.version ?? ""].map(Self.escaped)
        return (["\(kind.rawValue)", "\(day)"] + codes).joined(separator: "/")
    }

    init?(stored: String) {
        let parts = stored.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 6, let kind = EnrolmentStepKind(rawValue: String(parts[0])), let day = CivilDate(parts[1])
        else { return nil }
        let codes = parts[2...].map(Self.unescaped)
        self.init(
            kind: kind, day: day, package: codes[0], item: codes[1].isEmpty ? nil : codes[1],
            plugin: codes[2].isEmpty ? nil : PluginReference(id: codes[2], version: codes[3]))
    }

    /// Bytes other than letters, digits, dot, hyphen and underscore stand as `%` and two hexadecimal digits (RFC 3986).
    private static func escaped(_ code: String) -> String {
        var text: [UInt8] = []
        for byte in code.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                text.append(byte)
            default:
                let digits = String(byte, radix: 16)
                text += Array("%\(digits.utf8.count < 2 ? "0" : "")\(digits)".utf8)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func unescaped(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
