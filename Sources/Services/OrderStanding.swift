public import Foundation
public import HubModel

/// Where a service order stands, from the steps that the facts tell of.
///
/// The steps are a multiset: a correction removes exactly what the corrected fact added, in any order of arrival.
public struct OrderStanding: Equatable, Sendable {
    /// One step on one day.
    public struct Step: Hashable, Sendable {
        public var kind: OrderStepKind
        public var day: CivilDate
        public var amountFen: Int64
        /// The fact that tells of it, and the package it names; nil where nobody asks for them.
        public var source: OrderSource?
        public var package: String?
    }

    private var counts: [Step: Int] = [:]

    public init() {}

    mutating func add(_ count: Int, _ step: Step) {
        counts[step, default: 0] += count
        if counts[step] == 0 { counts[step] = nil }
    }

    /// The steps that count, each once.
    public var steps: [Step] { counts.filter { $0.value > 0 }.map(\.key) }

    /// The package of the first step that names one.
    public var package: String? {
        steps.filter { $0.package != nil }.min { Self.comesBefore($0, $1) }?.package
    }

    /// When the order was placed, or else first heard of; the latest step. Nil when no step says.
    public var span: ClosedRange<Date>? {
        let placed = steps.filter { $0.kind == .placed }.compactMap(\.source?.occurredAt).min()
        let times = steps.compactMap(\.source?.occurredAt)
        guard let first = placed ?? times.min(), let last = times.max() else { return nil }
        return Date(timeIntervalSince1970: Double(first))...Date(timeIntervalSince1970: Double(max(first, last)))
    }

    private static func comesBefore(_ left: Step, _ right: Step) -> Bool {
        let kinds = OrderStepKind.allCases
        let (first, second) = (kinds.firstIndex(of: left.kind) ?? 0, kinds.firstIndex(of: right.kind) ?? 0)
        return (first, left.source?.occurredAt ?? 0) < (second, right.source?.occurredAt ?? 0)
    }

    /// The furthest step; a cancelled order is cancelled unless the resident has verified the service. Nil when every
    /// fact of the order was withdrawn.
    public var state: OrderStepKind? {
        let kinds = Set(steps.map(\.kind))
        return [.verified, .cancelled, .delivered, .accepted, .placed].first { kinds.contains($0) }
    }

    /// The day the order is counted on: when it was placed, or else first heard of.
    var countedDay: CivilDate? {
        steps.filter { $0.kind == .placed }.map(\.day).min() ?? steps.map(\.day).min()
    }

    /// The amount that the furthest step states.
    var amountFen: Int64 {
        steps.filter { $0.kind == state }.map(\.amountFen).max() ?? 0
    }

    /// The steps as the table keeps them: `step/day/fen/origin/epoch/seq/seconds/package`, a step once for each fact.
    var stored: [String] {
        counts.flatMap { step, count in Array(repeating: step.stored, count: max(0, count)) }.sorted()
    }

    /// Reads what the table keeps.
    public init(stored: [String]) {
        for text in stored {
            if let step = Step(stored: text) { add(1, step) }
        }
    }
}

extension OrderStanding.Step {
    fileprivate var stored: String {
        let bare = "\(kind.rawValue)/\(day)/\(amountFen)"
        guard let source else { return bare }
        let place = "\(source.origin.rawValue)/\(source.epoch)/\(source.seq)/\(source.occurredAt)"
        // Codes may hold spaces and slashes, which part what is stored.
        return "\(bare)/\(place)/\((package ?? "").addingPercentEncoding(withAllowedCharacters: .urlUserAllowed) ?? "")"
    }

    fileprivate init?(stored text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 || parts.count == 8, let kind = OrderStepKind(rawValue: String(parts[0])),
            let day = CivilDate(parts[1]), let amount = Int64(parts[2])
        else { return nil }
        self.init(kind: kind, day: day, amountFen: amount)
        guard parts.count == 8, let origin = FactOrigin(rawValue: String(parts[3])), let epoch = Int(parts[4]),
            let seq = Int64(parts[5]), let seconds = Int64(parts[6])
        else { return }
        source = OrderSource(origin: origin, epoch: epoch, seq: seq, occurredAt: seconds)
        package = parts[7].isEmpty ? nil : String(parts[7]).removingPercentEncoding
    }
}
