public import HubModel

/// A partner hospital as configured.
public struct HospitalConfiguration: Codable, Hashable, Sendable {
    public var code: HospitalCode
    public var name: LocalizedText

    public init(code: HospitalCode, name: LocalizedText) {
        self.code = code
        self.name = name
    }
}
