import HubModel

/// The codes of one kind of thing with the place where each is declared first.
struct Declarations {
    /// What is declared, e.g. 服务包 / service package.
    let what: LocalizedText
    private(set) var places: [String: Place] = [:]

    init(what: LocalizedText) { self.what = what }

    var codes: [String] { places.keys.sorted() }

    func contains(_ code: String) -> Bool { places[code] != nil }

    /// Notes the code, or reports it when it is taken.
    mutating func declare(_ code: String, at place: Place, log: MistakeLog) {
        if let first = places[code] {
            log.report(
                .duplicateCode, at: place,
                LocalizedText(
                    zh: "\(what.zh)代码“\(code)”重复，首次出现于 \(first)",
                    en: "the \(what.en) code '\(code)' is taken, first at \(first)"))
        } else {
            places[code] = place
        }
    }

    /// Notes the code of a file that could not be read, so that names pointing at it are not called unknown.
    mutating func assume(_ code: String, at place: Place) {
        if places[code] == nil { places[code] = place }
    }
}
