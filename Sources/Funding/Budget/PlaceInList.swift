public import Foundation
public import HubModel

/// Where a page of a list that is sorted by day ended.
public struct PlaceInList: Hashable, Sendable {
    /// Of what comes before all else, 0.
    public var rank: Int
    public var day: CivilDate
    public var id: UUID

    public init(rank: Int = 0, day: CivilDate, id: UUID) {
        self.rank = rank
        self.day = day
        self.id = id
    }

    /// As it stands in an address.
    public var text: String { "\(rank)_\(day)_\(id.uuidString.lowercased())" }

    /// Returns nil when the text is no such place.
    public init?(text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, let rank = Int(parts[0]), (0...1).contains(rank), let day = CivilDate(parts[1]),
            let id = UUID(uuidString: String(parts[2]))
        else { return nil }
        self.init(rank: rank, day: day, id: id)
    }
}
