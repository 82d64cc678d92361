import DistrictConfig
import HubModel

/// A station's brand identity [PRO-8] as shown; its colours are an accent and never tell a state.
struct BrandSection: Sendable {
    let name: String
    let slogan: String
    let story: String
    let mascot: String
    let glyph: String
    /// The path of the logo's shape in a box of 48 by 48.
    let outline: String
    let primary: String
    let secondary: String
    let accent: String
    /// Dark or white, whichever can be read on the primary colour.
    let ink: String

    init(_ brand: BrandIdentity, language: Language) {
        name = brand.name[language]
        slogan = brand.slogan[language]
        story = brand.storySlogan[language]
        let figure = brand.mascot.figure[language]
        mascot =
            language == .zh
            ? "\(brand.mascot.name.zh)（\(figure)）" : "\(brand.mascot.name.en), \(figure)"
        glyph = brand.logo.glyph
        outline = Self.outline(of: brand.logo.shape)
        primary = brand.palette.primary
        secondary = brand.palette.secondary
        accent = brand.palette.accent
        ink = Self.luminance(of: brand.palette.primary) > 0.36 ? "#1F2A24" : "#FFFFFF"
    }

    private static func outline(of shape: BrandIdentity.Logo.Shape) -> String {
        switch shape {
        case .circle: "M24 2a22 22 0 1 0 0 44a22 22 0 1 0 0-44z"
        case .square: "M6 3h36a3 3 0 0 1 3 3v36a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z"
        case .hexagon: "M24 1L45 12.5v23L24 47L3 35.5v-23z"
        case .shield: "M24 2L44 8v16c0 12-8 18.5-20 22C12 42.5 4 36 4 24V8z"
        case .drop: "M24 1C33 12 41 19 41 29a17 17 0 0 1-34 0C7 19 15 12 24 1z"
        case .leaf: "M44 4c2 22-6 40-26 40C8 44 4 36 4 28C4 12 22 4 44 4z"
        case .house: "M24 2L46 20v23a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V20z"
        case .heart: "M24 45C8 34 2 26 2 16A11.5 11.5 0 0 1 24 11A11.5 11.5 0 0 1 46 16c0 10-6 18-22 29z"
        }
    }

    /// Relative luminance, 0 to 1 (WCAG 2.1).
    private static func luminance(of colour: String) -> Double {
        guard colour.utf8.count == 7, let value = Int(colour.dropFirst(), radix: 16) else { return 0 }
        func linear(_ shift: Int) -> Double {
            let part = Double((value >> shift) & 0xFF) / 255
            guard part > 0.040_45 else { return part / 12.92 }
            let root = (part + 0.055) / 1.055
            // The exponent 2.4 between squares and cubes is close enough to choose between two inks.
            return root * root * (0.6 + 0.4 * root)
        }
        return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
    }
}
