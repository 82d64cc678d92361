public import HubModel

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
