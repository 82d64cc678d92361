/// A `Xinlian-Batch` header that can't be read.
public enum BatchDescriptionError: Error, Equatable, Sendable {
    /// Not a structured-field dictionary.
    case notADictionary
    /// The station is a text that can't be the code of one.
    case noStation
    /// The member is missing, of another type or out of range.
    case invalid(String)
}
