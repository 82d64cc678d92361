import Brand
import Foundation
import HubModel
import HubRuntime
import Indicators

/// The order of the table of stations; in addresses `name` or `-screenings`.
public struct StationSort: Hashable, Sendable, CustomStringConvertible {
    public enum Column: String, CaseIterable, Sendable {
        case name, profile, contact, facts, screenings, persons, attendances, orders, reach, satisfaction
    }

    public var column: Column
    public var isDescending: Bool

    /// By code unless said otherwise.
    public init(_ column: Column = .name, descending: Bool = false) {
        self.column = column
        isDescending = descending
    }

    /// Returns nil when the text names no column.
    public init?(_ text: String) {
        let isDescending = text.hasPrefix("-")
        guard let column = Column(rawValue: String(isDescending ? text.dropFirst() : text[...])) else { return nil }
        self.init(column, descending: isDescending)
    }

    public var description: String { (isDescending ? "-" : "") + column.rawValue }

    /// What a click on a column's head leads to: figures begin with the largest, words with the first.
    func next(for clicked: Column) -> StationSort {
        if clicked == column { return StationSort(clicked, descending: !isDescending) }
        return StationSort(clicked, descending: clicked != .name && clicked != .profile)
    }

    /// Sorted; equal ones by code. Hidden counts stand by what is shown of them, so that the order tells nothing more.
    func sorted(_ stations: [StationFigures]) -> [StationFigures] {
        stations.sorted { left, right in
            let (first, second) = isDescending ? (right, left) : (left, right)
            if comesBefore(first, second) { return true }
            if comesBefore(second, first) { return false }
            return left.station < right.station
        }
    }

    private func comesBefore(_ left: StationFigures, _ right: StationFigures) -> Bool {
        switch column {
        case .name: left.station < right.station
        case .profile: left.profileTitle.zh < right.profileTitle.zh
        case .contact: left.lastContact ?? .distantPast < right.lastContact ?? .distantPast
        case .facts: left.facts < right.facts
        case .screenings: left.screenings < right.screenings
        case .persons: Self.rank(left.personsScreened) < Self.rank(right.personsScreened)
        case .attendances: left.attendances < right.attendances
        case .orders: left.orders < right.orders
        case .reach: left.reach < right.reach
        case .satisfaction: left.satisfaction.percent ?? -1 < right.satisfaction.percent ?? -1
        }
    }

    private static func rank(_ count: PublishedCount) -> Int64 {
        switch count {
        case .exact(let value): value
        case .below: 1
        case .withheld: -1
        }
    }
}
