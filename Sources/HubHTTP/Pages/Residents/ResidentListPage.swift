import Foundation
import HubModel
import HubRuntime
import PageKit
import Services

/// The list of a station's residents: every text is ready.
struct ResidentListPage: PageModel {
    static let template = "residents"

    struct Row: Sendable {
        let id: String
        let address: String
        let birthYears: String
        let sex: String
        let tags: String
        let consents: String
        let registered: String
        let fullTime: String
    }

    let frame: PageFrame
    let words: Words<ResidentWords>
    let rows: [Row]
    let emptyTitle: String
    let emptyHint: String?
    let filter: String
    let action: String
    let kept: [PageParameter]
    let next: PageLink?

    init(
        _ page: ListResidents.Page, of station: StationCode, filter: String, frame: PageFrame, formats: Formats
    ) {
        let language = formats.language
        let path = "/stations/\(station)/residents"
        self.frame = frame
        words = Words(language)
        rows = page.lines.map { Row($0, path: path, formats: formats) }
        emptyTitle = (filter.isEmpty ? ResidentWords.none : .noMatch)(language)
        emptyHint = filter.isEmpty ? ResidentWords.noneHint(language) : nil
        self.filter = filter
        action = path
        kept = language == .zh ? [] : [.init(name: "lang", value: language.rawValue)]
        next = page.next.map {
            PageLink(
                text: ResidentWords.older(language),
                address: language.address("\(path)?q=\(filter)&after=\($0.text)"))
        }
    }
}

extension ResidentListPage.Row {
    init(_ line: ListResidents.Line, path: String, formats: Formats) {
        let language = formats.language
        let separator = language == .zh ? "、" : ", "
        let registration = line.registration
        id = registration.id.short
        address = language.address("\(path)/\(registration.id)")
        birthYears = registration.profile?.birthYearBand ?? ResidentWords.unreadable(language)
        sex = registration.profile.map { ResidentWords.sex($0.sex, language) } ?? ""
        tags = (registration.profile?.tags ?? []).map { TagWords.text(of: $0, language) }.joined(separator: separator)
        consents = line.consents.values.filter { $0.decision == .given }.map(\.consent.purpose).sorted()
            .map { PurposeWords.text(of: $0, language) }.joined(separator: separator)
        registered = formats.moment(registration.registeredAt)
        fullTime = formats.full(registration.registeredAt)
    }
}

extension ResidentCursor {
    /// As it stands in an address: microseconds since 2001, epoch and seq.
    var text: String {
        "\(Int64((occurredAt.timeIntervalSinceReferenceDate * 1_000_000).rounded()))_\(place.epoch)_\(place.seq)"
    }

    init?(text: String) {
        let numbers = text.split(separator: "_", omittingEmptySubsequences: false).map { Int64($0) }
        guard numbers.count == 3, let micros = numbers[0], let epoch = numbers[1], let seq = numbers[2],
            (0...Int64(Int32.max)).contains(epoch)
        else { return nil }
        self.init(
            occurredAt: Date(timeIntervalSinceReferenceDate: Double(micros) / 1_000_000),
            place: ChainPlace(epoch: Int(epoch), seq: seq))
    }
}
