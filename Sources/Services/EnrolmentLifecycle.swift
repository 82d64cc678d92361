public import HubModel

/// Follows the enrolments of one batch from what is stored to what will be. Pure.
public struct EnrolmentLifecycle: Sendable {
    private let before: [String: EnrolmentStanding]
    private var after: [String: EnrolmentStanding]

    /// - Parameter stored: the stored standing of every enrolment the batch mentions.
    public init(stored: [String: EnrolmentStanding]) {
        before = stored
        after = stored
    }

    /// Takes one step (`count` 1) or takes it back (-1).
    public mutating func apply(_ reading: EnrolmentReading, on day: CivilDate, count: Int) {
        let step = EnrolmentStanding.Step(
            kind: reading.step, day: day, package: reading.package, item: reading.item, plugin: reading.plugin)
        after[reading.enrolment, default: EnrolmentStanding()].add(count, step)
    }

    /// Enrolments whose standing is another than before.
    public var changes: [(enrolment: String, standing: EnrolmentStanding)] {
        after.filter { before[$0.key] != $0.value }.map { ($0.key, $0.value) }.sorted { $0.enrolment < $1.enrolment }
    }
}
