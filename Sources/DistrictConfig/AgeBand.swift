/// Ages in whole years, both ends included; written `18-34`, or `80+` without an upper end.
public struct AgeBand: Codable, Hashable, Sendable, CustomStringConvertible {
    public let lower: Int
    /// Nil when the band is open.
    public let upper: Int?

    /// Returns nil unless written `a-b` with a ≤ b, or `a+`, with ages from 0 to 120.
    public init?(_ text: some StringProtocol) {
        if text.hasSuffix("+"), let lower = Self.age(text.dropLast()) {
            self.lower = lower
            upper = nil
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let lower = Self.age(parts[0]), let upper = Self.age(parts[1]), lower <= upper else {
            return nil
        }
        self.lower = lower
        self.upper = upper
    }

    public var description: String { upper.map { "\(lower)-\($0)" } ?? "\(lower)+" }

    public func contains(_ age: Int) -> Bool { age >= lower && age <= upper ?? .max }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let band = AgeBand(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an age band")
        }
        self = band
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    private static func age(_ text: some StringProtocol) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let age = Int(text), age <= 120
        else { return nil }
        return age
    }
}
