public import HubModel

/// One station [PRO-1], as its YAML file says it; the hub sends it to the station as JSON.
public struct StationConfiguration: Codable, Hashable, Sendable {
    public var code: StationCode
    public var name: LocalizedText
    /// The code of the sub-district 街道.
    public var subdistrictCode: String
    /// The official Chinese name of the sub-district.
    public var subdistrictName: String
    /// Degrees north, WGS 84.
    public var latitude: Double
    /// Degrees east, WGS 84.
    public var longitude: Double
    /// In the order of the district's bands.
    public var populationByAgeBand: [PopulationBand]
    public var openingHours: OpeningHours
    public var rooms: [Room]
    public var counsellors: [Counsellor]
    public var profile: ProfileCode
    /// The version of the profile's plugin, `major.minor.patch`; nil for the newest that there is.
    public var pluginVersion: String?
    /// What the station offers, with its overrides, in the order of the file.
    public var packages: [PackageChoice]
    public var activities: [ActivityChoice]
    public var brand: BrandIdentity
    public var commitments: [Commitment]

    public init(
        code: StationCode, name: LocalizedText, subdistrictCode: String, subdistrictName: String, latitude: Double,
        longitude: Double, populationByAgeBand: [PopulationBand], openingHours: OpeningHours, rooms: [Room],
        counsellors: [Counsellor], profile: ProfileCode, pluginVersion: String? = nil, packages: [PackageChoice],
        activities: [ActivityChoice], brand: BrandIdentity, commitments: [Commitment]
    ) {
        self.code = code
        self.name = name
        self.subdistrictCode = subdistrictCode
        self.subdistrictName = subdistrictName
        self.latitude = latitude
        self.longitude = longitude
        self.populationByAgeBand = populationByAgeBand
        self.openingHours = openingHours
        self.rooms = rooms
        self.counsellors = counsellors
        self.profile = profile
        self.pluginVersion = pluginVersion
        self.packages = packages
        self.activities = activities
        self.brand = brand
        self.commitments = commitments
    }

    /// Everybody of every band.
    public var population: Int { populationByAgeBand.reduce(0) { $0 + $1.people } }
}
