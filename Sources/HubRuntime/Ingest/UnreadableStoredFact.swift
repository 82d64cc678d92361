import Federation
import Services

/// A stored fact that was counted once can't be read under today's configuration, such as an answer to a version of an
/// instrument that was taken out of it. Nobody knows then what to take back.
struct UnreadableStoredFact: Error {
    var place: FactPlace
    var reason: InvalidFact
}
