import HubModel

private enum BrandKey: String, CaseIterable {
    case name, slogan, palette, logo, mascot, storySlogan
}

private enum PaletteKey: String, CaseIterable {
    case primary, secondary, accent
}

private enum LogoKey: String, CaseIterable {
    case glyph, shape
}

private enum MascotKey: String, CaseIterable {
    case name, figure
}

/// Reads a station's brand identity [PRO-8].
struct BrandReader {
    func read(_ value: Value) -> BrandIdentity? {
        guard let reader = MappingReader<BrandKey>(value) else { return nil }
        let name = reader.required(.name)?.localizedText(atMost: 40)
        let slogan = reader.required(.slogan)?.localizedText(atMost: 60)
        let palette = reader.required(.palette).flatMap(self.palette)
        let logo = reader.required(.logo).flatMap(self.logo)
        let mascot = reader.required(.mascot).flatMap(self.mascot)
        let storySlogan = reader.required(.storySlogan)?.localizedText(atMost: 80)
        guard let name, let slogan, let palette, let logo, let mascot, let storySlogan else { return nil }
        return BrandIdentity(
            name: name, slogan: slogan, palette: palette, logo: logo, mascot: mascot, storySlogan: storySlogan)
    }

    private func palette(_ value: Value) -> BrandIdentity.Palette? {
        guard let reader = MappingReader<PaletteKey>(value) else { return nil }
        let primary = reader.required(.primary).flatMap(colour)
        let secondary = reader.required(.secondary).flatMap(colour)
        let accent = reader.required(.accent).flatMap(colour)
        guard let primary, let secondary, let accent else { return nil }
        return BrandIdentity.Palette(primary: primary, secondary: secondary, accent: accent)
    }

    private func colour(_ value: Value) -> String? {
        let expected = LocalizedText(zh: "带引号的颜色，如 \"#2E7D6B\"", en: "a colour in quotes, e.g. \"#2E7D6B\"")
        guard let text = value.scalar(expected: expected) else { return nil }
        guard text.wholeMatch(of: /#[0-9A-Fa-f]{6}/) != nil else {
            value.report(
                .wrongFormat, zh: "“\(text.shortened)”不是颜色", en: "'\(text.shortened)' is not a colour",
                allowed: expected)
            return nil
        }
        return text.uppercased()
    }

    private func logo(_ value: Value) -> BrandIdentity.Logo? {
        guard let reader = MappingReader<LogoKey>(value) else { return nil }
        let glyph = reader.required(.glyph)?.text(atMost: 2)
        let shape = reader.required(.shape)?.choice(of: BrandIdentity.Logo.Shape.self)
        guard let glyph, let shape else { return nil }
        return BrandIdentity.Logo(glyph: glyph, shape: shape)
    }

    private func mascot(_ value: Value) -> BrandIdentity.Mascot? {
        guard let reader = MappingReader<MascotKey>(value) else { return nil }
        let name = reader.required(.name)?.localizedText(atMost: 30)
        let figure = reader.required(.figure)?.localizedText(atMost: 30)
        guard let name, let figure else { return nil }
        return BrandIdentity.Mascot(name: name, figure: figure)
    }
}
