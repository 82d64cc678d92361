import FactLog
public import Foundation

/// Times as people and other programs write them: RFC 3339 with any offset.
public enum WrittenTime {
    /// Returns nil when the text is no such time.
    public static func read(_ text: String) -> Date? {
        if case .time(let time) = Timestamp.read(text.utf8) { return time }
        guard text.utf8.count >= 25, let sign = text.utf8.dropFirst(19).lastIndex(where: { $0 == 0x2B || $0 == 0x2D })
        else { return nil }
        let offset = text[sign...]
        guard let match = offset.wholeMatch(of: /([+-])([01][0-9]|2[0-3]):([0-5][0-9])/),
            let hours = Int(match.2), let minutes = Int(match.3),
            case .time(let local) = Timestamp.read((text[..<sign] + "Z").utf8)
        else { return nil }
        let seconds = Double(hours * 3600 + minutes * 60)
        return local.addingTimeInterval(match.1 == "+" ? -seconds : seconds)
    }
}
