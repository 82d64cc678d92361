/// Why a book can't be used.
public enum LocalBookError: Error, Equatable, Sendable {
    case alreadyExists(folder: String)
    /// There is no book in the folder, or it was never finished.
    case missing(folder: String)
    /// What is stored under the name can't be read.
    case damaged(String)
    /// The folder's lock can't be taken; the reason is the system's.
    case notLocked(String)
}
