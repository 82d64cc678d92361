/// What kind of event it was.
public struct AuditEventType: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    /// Returns nil unless the text is 1 to 40 lower-case letters, digits and hyphens, beginning with a letter.
    public init?(rawValue: String) {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let first = rawValue.utf8.first, letters.contains(first), rawValue.utf8.count <= 40,
            rawValue.utf8.allSatisfy({ letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") })
        else { return nil }
        self.rawValue = rawValue
    }

    private init(known rawValue: String) { self.rawValue = rawValue }

    public static let signIn = Self(known: "sign-in")
    public static let signOut = Self(known: "sign-out")
    /// Personal data was shown.
    public static let read = Self(known: "read")
    public static let export = Self(known: "export")
    public static let change = Self(known: "change")
    /// Something was asked for that the agent may not do.
    public static let refusal = Self(known: "refusal")
    public static let emergencyAccess = Self(known: "emergency-access")
    public static let erasure = Self(known: "erasure")
    /// A batch of a station was taken.
    public static let ingest = Self(known: "ingest")
    /// Accounts, roles, passwords and second factors.
    public static let account = Self(known: "account")
    /// Keys of stations and of the hub.
    public static let key = Self(known: "key")
    public static let configuration = Self(known: "configuration")

    /// The types that the hub itself uses, for choices on pages.
    public static let known: [AuditEventType] = [
        .signIn, .signOut, .read, .export, .change, .refusal, .emergencyAccess, .erasure, .ingest, .account, .key,
        .configuration,
    ]
}
