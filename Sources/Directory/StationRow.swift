public import HubModel
public import Postgres

/// A station as the directory keeps it.
public struct StationRow: Sendable {
    public var code: StationCode
    public var name: LocalizedText
    public var profile: ProfileCode
    /// The name of the sub-district 街道.
    public var subdistrict: String
    public var latitude: Double
    public var longitude: Double
    /// The station's whole configuration as JSON.
    public var configuration: JSONB

    init(
        code: StationCode, name: LocalizedText, profile: ProfileCode, subdistrict: String, latitude: Double,
        longitude: Double, configuration: JSONB
    ) {
        self.code = code
        self.name = name
        self.profile = profile
        self.subdistrict = subdistrict
        self.latitude = latitude
        self.longitude = longitude
        self.configuration = configuration
    }

    /// A row of `DirectoryQueries.stations()`; nil when a code in it isn't one, which the table's checks exclude.
    init?(_ row: Row) throws {
        let (code, zh, en, profile, subdistrict, latitude, longitude, configuration) = try row.decode(
            String.self, String.self, String.self, String.self, String.self, Double.self, Double.self, JSONB.self)
        guard let code = StationCode(rawValue: code), let profile = ProfileCode(rawValue: profile) else { return nil }
        self.init(
            code: code, name: LocalizedText(zh: zh, en: en), profile: profile, subdistrict: subdistrict,
            latitude: latitude, longitude: longitude, configuration: configuration)
    }
}
