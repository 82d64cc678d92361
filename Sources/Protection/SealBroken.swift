/// A sealed value that does not open: it was changed, stands in another place, or belongs to another key.
public struct SealBroken: Error, Equatable, Sendable {}
