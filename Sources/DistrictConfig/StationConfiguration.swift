public import HubModel
public import PluginKit

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

/// How many people of an age band live in the station's neighbourhood.
public struct PopulationBand: Codable, Hashable, Sendable {
    public var band: AgeBand
    public var people: Int

    public init(band: AgeBand, people: Int) {
        self.band = band
        self.people = people
    }
}

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

/// A counsellor of a station.
public struct Counsellor: Codable, Hashable, Sendable {
    /// What entitles to the work.
    public enum Credential: String, Codable, CaseIterable, Sendable {
        case counsellor
        case socialWorker = "social-worker"
        case psychotherapist, psychiatrist
        case nurse
    }

    /// Unique in the station, e.g. `c1`.
    public var code: String
    public var name: String
    public var credential: Credential
    /// Hours a week at this station, 1 to 60.
    public var weeklyHours: Int
    /// What the counsellor is good at [RES-4]; nil when nobody has described it, and then nobody is matched by it.
    public var capability: CounsellorCapability?

    public init(
        code: String, name: String, credential: Credential, weeklyHours: Int, capability: CounsellorCapability? = nil
    ) {
        self.code = code
        self.name = name
        self.credential = credential
        self.weeklyHours = weeklyHours
        self.capability = capability
    }
}

/// A service package that a station offers.
public struct PackageChoice: Codable, Hashable, Sendable {
    public var code: String
    /// The station's own price of one cycle; nil keeps the plugin's.
    public var price: Money?

    public init(code: String, price: Money? = nil) {
        self.code = code
        self.price = price
    }
}

/// An activity that a station holds.
public struct ActivityChoice: Codable, Hashable, Sendable {
    public var code: String
    /// The station's own number of participants; nil keeps the plugin's.
    public var capacity: Int?
    /// The station's own points; nil keeps the plugin's.
    public var points: Int?

    public init(code: String, capacity: Int? = nil, points: Int? = nil) {
        self.code = code
        self.capacity = capacity
        self.points = points
    }
}

/// How a station presents itself [PRO-8].
public struct BrandIdentity: Codable, Hashable, Sendable {
    /// Three colours `#RRGGBB`.
    public struct Palette: Codable, Hashable, Sendable {
        public var primary: String
        public var secondary: String
        public var accent: String

        public init(primary: String, secondary: String, accent: String) {
            self.primary = primary
            self.secondary = secondary
            self.accent = accent
        }
    }

    /// A mark drawn from data: one or two characters on a shape in the palette's colours.
    public struct Logo: Codable, Hashable, Sendable {
        public enum Shape: String, Codable, CaseIterable, Sendable {
            case circle, square, hexagon, shield, drop, leaf, house, heart
        }

        /// One or two characters.
        public var glyph: String
        public var shape: Shape

        public init(glyph: String, shape: Shape) {
            self.glyph = glyph
            self.shape = shape
        }
    }

    /// The figure that speaks for the station.
    public struct Mascot: Codable, Hashable, Sendable {
        public var name: LocalizedText
        /// What it is, e.g. 喜鹊 / a magpie.
        public var figure: LocalizedText

        public init(name: LocalizedText, figure: LocalizedText) {
            self.name = name
            self.figure = figure
        }
    }

    public var name: LocalizedText
    public var slogan: LocalizedText
    public var palette: Palette
    public var logo: Logo
    public var mascot: Mascot
    /// The sentence under which the station tells its stories.
    public var storySlogan: LocalizedText

    public init(
        name: LocalizedText, slogan: LocalizedText, palette: Palette, logo: Logo, mascot: Mascot,
        storySlogan: LocalizedText
    ) {
        self.name = name
        self.slogan = slogan
        self.palette = palette
        self.logo = logo
        self.mascot = mascot
        self.storySlogan = storySlogan
    }
}

/// What a station promises its residents 价值承诺 [PRO-7]; progress is computed, never typed.
public struct Commitment: Codable, Hashable, Sendable {
    /// How the distance from the baseline is told.
    public enum Change: String, Codable, CaseIterable, Sendable {
        /// In percent of the baseline: from 40 to 48 is +20 %.
        case relative
        /// As the difference: from 40 to 48 is +8 points.
        case points
    }

    /// The code of one of the district's indicators.
    public var indicator: String
    /// The value at the beginning, in the indicator's unit.
    public var baseline: Double
    /// The value to be reached by the deadline, in the indicator's unit.
    public var target: Double
    /// The last day for reaching it.
    public var deadline: CivilDate
    public var change: Change

    public init(indicator: String, baseline: Double, target: Double, deadline: CivilDate, change: Change) {
        self.indicator = indicator
        self.baseline = baseline
        self.target = target
        self.deadline = deadline
        self.change = change
    }

    /// The promised change, in percent of the baseline or in points; nil for a relative change from nothing.
    public var promisedChange: Double? {
        switch change {
        case .points: target - baseline
        case .relative: baseline == 0 ? nil : (target - baseline) / baseline * 100
        }
    }
}
