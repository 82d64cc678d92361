import HubModel
import PluginKit

private enum PackageKey: String, CaseIterable {
    case code, title, cycle, items, eligibility, priceYuan, subsidies, fundingLine
}

private enum PackageItemKey: String, CaseIterable {
    case code, title, countPerCycle, priceYuan
}

private enum EligibilityKey: String, CaseIterable {
    case minimumAge, maximumAge, anyTag
}

private enum SubsidyKey: String, CaseIterable {
    case tag, percent
}

/// Reads one service package 服务包 [PRO-5].
struct PackageReader {
    private static let ages = 0...120

    let district: DistrictDraft

    func read(_ value: Value, expectedCode: String, declarations: inout Declarations) -> ServicePackage? {
        guard let reader = MappingReader<PackageKey>(value) else { return nil }
        let codeValue = reader.required(.code)
        let code = codeValue?.code(.lowercase)
        if let code, let codeValue {
            declarations.declare(code, at: codeValue.place, log: value.source.log)
            FileName.check(code, of: codeValue, against: expectedCode)
        }
        let title = reader.required(.title)?.localizedText(atMost: 100)
        let cycle = reader.required(.cycle)?.choice(of: ServicePackage.Cycle.self)
        let items = reader.required(.items).map(self.items)
        let eligibility = reader.optional(.eligibility).map(self.eligibility) ?? ServicePackage.Eligibility()
        let price = reader.required(.priceYuan)?.yuan()
        let subsidies = reader.optional(.subsidies).map(self.subsidies) ?? []
        let fundingLine = reader.required(.fundingLine)?.code(.lowercase)
        guard let code, let title, let cycle, let items, let eligibility, let price, let fundingLine else { return nil }
        return ServicePackage(
            code: code, title: title, cycle: cycle, items: items, eligibility: eligibility, unitPrice: price,
            subsidies: subsidies, fundingLine: fundingLine)
    }

    private func items(_ value: Value) -> [ServicePackage.Item] {
        var codes = Declarations(what: LocalizedText(zh: "服务项目", en: "item"))
        return value.list(minimum: 1).compactMap { element in
            guard let reader = MappingReader<PackageItemKey>(element) else { return nil }
            let codeValue = reader.required(.code)
            let code = codeValue?.code(.lowercase)
            if let code, let codeValue { codes.declare(code, at: codeValue.place, log: value.source.log) }
            let title = reader.required(.title)?.localizedText(atMost: 100)
            let count = reader.required(.countPerCycle)?.integer(in: 1...366)
            let price = reader.optional(.priceYuan).map { $0.yuan() }
            guard let code, let title, let count else { return nil }
            return ServicePackage.Item(code: code, title: title, countPerCycle: count, unitPrice: price ?? nil)
        }
    }

    private func eligibility(_ value: Value) -> ServicePackage.Eligibility? {
        guard let reader = MappingReader<EligibilityKey>(value) else { return nil }
        let minimum = reader.optional(.minimumAge).flatMap { $0.integer(in: Self.ages) }
        let maximum = reader.optional(.maximumAge).flatMap { $0.integer(in: Self.ages) }
        if let minimum, let maximum, minimum > maximum {
            value.source.log.report(
                .contradiction, at: reader.place(of: .maximumAge),
                LocalizedText(zh: "最大年龄小于最小年龄", en: "the maximum age is below the minimum age"),
                allowed: LocalizedText(zh: "不小于 \(minimum)", en: "\(minimum) or more"))
        }
        let tags = reader.optional(.anyTag)?.list().compactMap(tag) ?? []
        return ServicePackage.Eligibility(minimumAge: minimum, maximumAge: maximum, anyTag: tags)
    }

    private func subsidies(_ value: Value) -> [ServicePackage.Subsidy] {
        var groups = Declarations(what: LocalizedText(zh: "补贴对象", en: "subsidised group"))
        return value.list().compactMap { element in
            guard let reader = MappingReader<SubsidyKey>(element) else { return nil }
            let tag = reader.optional(.tag).map(self.tag)
            if let name = tag ?? "" {
                let shown = name.isEmpty ? "（所有人 / everybody）" : name
                groups.declare(shown, at: tag == nil ? element.place : reader.place(of: .tag), log: value.source.log)
            }
            guard let percent = reader.required(.percent)?.integer(in: 0...100) else { return nil }
            return ServicePackage.Subsidy(tag: tag ?? nil, percent: percent)
        }
    }

    private func tag(_ value: Value) -> String? {
        guard let tags = district.tags else { return value.code(.lowercase) }
        return value.reference(to: tags, form: .lowercase)
    }
}
