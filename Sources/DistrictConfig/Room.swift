public import HubModel

/// A room of a station.
public struct Room: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case reception, counselling, group, relaxation, sandplay, hall, screening

        /// What people call such a room.
        public var title: LocalizedText {
            switch self {
            case .reception: LocalizedText(zh: "接待区", en: "reception")
            case .counselling: LocalizedText(zh: "咨询室", en: "counselling room")
            case .group: LocalizedText(zh: "团体活动室", en: "group room")
            case .relaxation: LocalizedText(zh: "放松室", en: "relaxation room")
            case .sandplay: LocalizedText(zh: "沙盘室", en: "sandplay room")
            case .hall: LocalizedText(zh: "多功能厅", en: "hall")
            case .screening: LocalizedText(zh: "测评室", en: "screening room")
            }
        }
    }

    public var name: LocalizedText
    public var kind: Kind
    /// People, 1 or more.
    public var capacity: Int

    public init(name: LocalizedText, kind: Kind, capacity: Int) {
        self.name = name
        self.kind = kind
        self.capacity = capacity
    }
}
