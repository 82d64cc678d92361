/// What became of a draft.
public enum AppendOutcome: Hashable, Sendable {
    case recorded(FactPlace)
    /// The book already has a fact with the same source key; `sameData` tells whether it says the same.
    case alreadyRecorded(FactPlace, sameData: Bool)

    public var place: FactPlace {
        switch self {
        case .recorded(let place), .alreadyRecorded(let place, _): place
        }
    }
}
