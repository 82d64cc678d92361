/// What all values of one file share.
final class ConfigurationSource {
    let file: String
    let log: MistakeLog
    /// Where collections begin that go on in the unreadable rest of the file.
    let openPlaces: Set<Place>

    init(file: String, log: MistakeLog, openPlaces: Set<Place> = []) {
        self.file = file
        self.log = log
        self.openPlaces = openPlaces
    }
}
