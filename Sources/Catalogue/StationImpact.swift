public import HubModel

/// What would happen at one station.
public struct StationImpact: Codable, Hashable, Sendable {
    public enum Gravity: String, Codable, CaseIterable, Sendable {
        /// Something that the station uses stops.
        case breaking
        /// It goes on, otherwise than before.
        case changing
    }

    public struct Effect: Codable, Hashable, Sendable {
        public var gravity: Gravity
        /// Stable, such as `package-removed`.
        public var code: String
        /// The package, activity or instrument.
        public var subject: String
        /// What happens and what to do.
        public var text: LocalizedText

        static func breaking(_ code: String, _ subject: String, zh: String, en: String) -> Effect {
            Effect(gravity: .breaking, code: code, subject: subject, text: LocalizedText(zh: zh, en: en))
        }

        static func changing(_ code: String, _ subject: String, zh: String, en: String) -> Effect {
            Effect(gravity: .changing, code: code, subject: subject, text: LocalizedText(zh: zh, en: en))
        }
    }

    public var station: StationCode
    public var effects: [Effect]

    /// Whether the station must change its choices first.
    public var isBlocked: Bool { effects.contains { OfferViolation.codes.contains($0.code) } }
}
