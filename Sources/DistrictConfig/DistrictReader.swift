import Foundation
import HubModel

private enum DistrictKey: String, CaseIterable {
    case code, name, timeZone, smallCellLimit, overrideBounds, ageBands, indicators, targets, residentTags, skills
    case roles, departments
}

private enum BoundsKey: String, CaseIterable {
    case price, capacity, points
}

private enum RangeKey: String, CaseIterable {
    case minimumPercent, maximumPercent
}

private enum TermKey: String, CaseIterable {
    case code, title
}

private enum IndicatorKey: String, CaseIterable {
    case code, title, unit
}

private enum TargetKey: String, CaseIterable {
    case indicator, value
}

/// Reads `district.yaml`.
struct DistrictReader {
    static let defaultTimeZone = "Asia/Shanghai"
    static let defaultSmallCellLimit = 5
    private static let defaultPercent = 50...200

    let subdistricts: [District.Subdistrict]?

    func read(_ value: Value?) -> DistrictDraft {
        var draft = DistrictDraft()
        draft.subdistricts = subdistricts
        guard let value, let reader = MappingReader<DistrictKey>(value) else { return draft }
        let code = reader.required(.code)?.code(.lowercase)
        let name = reader.required(.name)?.localizedText(atMost: 60)
        let timeZone = reader.optional(.timeZone).map(self.timeZone) ?? Self.defaultTimeZone
        let smallCellLimit =
            reader.optional(.smallCellLimit).map { $0.integer(in: 2...100) } ?? Self.defaultSmallCellLimit
        draft.overrideBounds = overrideBounds(reader.optional(.overrideBounds))
        draft.ageBands = reader.required(.ageBands).flatMap(ageBands)
        let indicators = self.indicators(reader.required(.indicators))
        draft.indicators = indicators.terms
        draft.indicatorCodes = indicators.declarations
        let targets = self.targets(reader.optional(.targets), indicators: draft)
        let tags = terms(reader.required(.residentTags), LocalizedText(zh: "居民标签", en: "resident tag"))
        let skills = terms(reader.required(.skills), LocalizedText(zh: "技能", en: "skill"))
        let roles = terms(reader.required(.roles), LocalizedText(zh: "岗位", en: "role"))
        let departments = terms(reader.optional(.departments), LocalizedText(zh: "部门", en: "department"))
        draft.tags = tags.declarations
        draft.skills = skills.declarations
        draft.roles = roles.declarations
        guard let code, let name, let timeZone, let smallCellLimit, let bounds = draft.overrideBounds,
            let ageBands = draft.ageBands, let subdistricts
        else { return draft }
        draft.district = District(
            code: code, name: name, timeZone: timeZone, smallCellLimit: smallCellLimit, overrideBounds: bounds,
            ageBands: ageBands, subdistricts: subdistricts, indicators: indicators.terms, targets: targets,
            residentTags: tags.terms, skills: skills.terms, roles: roles.terms, departments: departments.terms)
        return draft
    }

    private func timeZone(_ value: Value) -> String? {
        let expected = LocalizedText(
            zh: "tz 数据库中的名称，如 Asia/Shanghai", en: "a name of the tz database, e.g. Asia/Shanghai")
        guard let name = value.scalar(expected: expected) else { return nil }
        let names = TimeZone.knownTimeZoneIdentifiers
        guard names.contains(name) || (name == "UTC") else {
            value.report(
                .unknownName, zh: "未知的时区“\(name.shortened)”", en: "unknown time zone '\(name.shortened)'",
                allowed: expected, nearest: NearestName.of(name, among: names))
            return nil
        }
        return name
    }

    private func overrideBounds(_ value: Value?) -> District.OverrideBounds? {
        let unsaid = Self.defaultPercent
        guard let value else { return District.OverrideBounds(price: unsaid, capacity: unsaid, points: unsaid) }
        guard let reader = MappingReader<BoundsKey>(value) else { return nil }
        let price = reader.optional(.price).map(percentRange) ?? unsaid
        let capacity = reader.optional(.capacity).map(percentRange) ?? unsaid
        let points = reader.optional(.points).map(percentRange) ?? unsaid
        guard let price, let capacity, let points else { return nil }
        return District.OverrideBounds(price: price, capacity: capacity, points: points)
    }

    private func percentRange(_ value: Value) -> ClosedRange<Int>? {
        guard let reader = MappingReader<RangeKey>(value) else { return nil }
        let lower = reader.required(.minimumPercent)?.integer(in: 0...100)
        let upper = reader.required(.maximumPercent)?.integer(in: 100...1000)
        guard let lower, let upper else { return nil }
        return lower...upper
    }

    private func ageBands(_ value: Value) -> [AgeBand]? {
        var bands: [AgeBand] = []
        var isRight = true
        for element in value.list(minimum: 1) {
            guard let band = AgeBandReader.band(element) else {
                isRight = false
                continue
            }
            let expected = bands.isEmpty ? 0 : bands.last?.upper.map { $0 + 1 }
            if isRight, band.lower != expected {
                isRight = false
                element.report(
                    .bands, zh: "年龄段“\(band)”与前一段不衔接", en: "the age band \(band) does not follow the one before",
                    allowed: expected.map { LocalizedText(zh: "从 \($0) 岁开始", en: "beginning at \($0)") }
                        ?? LocalizedText(zh: "开放的年龄段之后不能再有", en: "nothing after an open band"))
            }
            bands.append(band)
        }
        if isRight, let last = bands.last, last.upper != nil, !value.isCutOff {
            isRight = false
            value.report(
                .bands, zh: "最后一个年龄段须开放", en: "the last age band must be open",
                allowed: LocalizedText(zh: "如 80+", en: "e.g. 80+"))
        }
        return isRight && !bands.isEmpty && !value.isCutOff ? bands : nil
    }

    private func terms(
        _ value: Value?, _ what: LocalizedText
    ) -> (terms: [District.Term], declarations: Declarations?) {
        guard let value else { return ([], nil) }
        var declarations = Declarations(what: what)
        let terms = value.list().compactMap { element -> District.Term? in
            guard let reader = MappingReader<TermKey>(element) else { return nil }
            let code = reader.required(.code)?.code(.lowercase)
            if let code { declarations.declare(code, at: reader.place(of: .code), log: value.source.log) }
            guard let title = reader.required(.title)?.localizedText(atMost: 60), let code else { return nil }
            return District.Term(code: code, title: title)
        }
        return (terms, value.isCutOff ? nil : declarations)
    }

    private func indicators(_ value: Value?) -> (terms: [District.Indicator], declarations: Declarations?) {
        guard let value else { return ([], nil) }
        var declarations = Declarations(what: LocalizedText(zh: "指标", en: "indicator"))
        let indicators = value.list().compactMap { element -> District.Indicator? in
            guard let reader = MappingReader<IndicatorKey>(element) else { return nil }
            let code = reader.required(.code)?.code(.lowercase)
            if let code { declarations.declare(code, at: reader.place(of: .code), log: value.source.log) }
            let title = reader.required(.title)?.localizedText(atMost: 60)
            let unit = reader.required(.unit)?.choice(of: District.Indicator.Unit.self)
            guard let code, let title, let unit else { return nil }
            return District.Indicator(code: code, title: title, unit: unit)
        }
        return (indicators, value.isCutOff ? nil : declarations)
    }

    private func targets(_ value: Value?, indicators draft: DistrictDraft) -> [District.Target] {
        guard let value else { return [] }
        var targets = Declarations(what: LocalizedText(zh: "目标", en: "target"))
        return value.list().compactMap { element in
            guard let reader = MappingReader<TargetKey>(element) else { return nil }
            let indicator = reader.required(.indicator).flatMap { draft.indicator($0) }
            if let indicator { targets.declare(indicator, at: reader.place(of: .indicator), log: value.source.log) }
            guard let number = reader.required(.value)?.number(in: draft.range(of: indicator)), let indicator else {
                return nil
            }
            return District.Target(indicator: indicator, value: number)
        }
    }
}
