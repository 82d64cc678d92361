import HubModel
import PluginKit

private enum PackageKey: String, CaseIterable {
    case code, title, cycle, items, eligibility, priceYuan, subsidies, fundingLine
}

private enum PackageItemKey: String, CaseIterable {
    case code, title, countPerCycle, priceYuan, dueDays
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
        let items = reader.required(.items).map { self.items($0, within: cycle) }
        let eligibility = reader.optional(.eligibility).map(self.eligibility) ?? ServicePackage.Eligibility()
        let price = reader.required(.priceYuan)?.yuan()
        let subsidies = reader.optional(.subsidies).map(self.subsidies) ?? []
        let fundingLine = reader.required(.fundingLine)?.name(in: district.fundingLines)
        guard let code, let title, let cycle, let items, let eligibility, let price, let fundingLine else { return nil }
        return ServicePackage(
            code: code, title: title, cycle: cycle, items: items, eligibility: eligibility, unitPrice: price,
            subsidies: subsidies, fundingLine: fundingLine)
    }

    private func items(_ value: Value, within cycle: ServicePackage.Cycle?) -> [ServicePackage.Item] {
        var codes = Declarations(what: LocalizedText(zh: "服务项目", en: "item"))
        return value.list(minimum: 1).compactMap { element in
            guard let reader = MappingReader<PackageItemKey>(element) else { return nil }
            let codeValue = reader.required(.code)
            let code = codeValue?.code(.lowercase)
            if let code, let codeValue { codes.declare(code, at: codeValue.place, log: value.source.log) }
            let title = reader.required(.title)?.localizedText(atMost: 100)
            let count = reader.required(.countPerCycle)?.integer(in: 1...366)
            let price = reader.optional(.priceYuan).map { $0.yuan() }
            let dueDays = reader.optional(.dueDays).map { self.dueDays($0, count: count, within: cycle) } ?? []
            guard let code, let title, let count else { return nil }
            return ServicePackage.Item(
                code: code, title: title, countPerCycle: count, unitPrice: price ?? nil, dueDays: dueDays)
        }
    }

    /// One day for each round, each later than the one before and inside even the shortest cycle of its kind.
    private func dueDays(_ value: Value, count: Int?, within cycle: ServicePackage.Cycle?) -> [Int] {
        var days: [Int] = []
        let elements = value.list()
        for element in elements {
            guard let day = element.integer(in: 0...(cycle?.shortestDays ?? 366) - 1) else { continue }
            if let last = days.last, day <= last {
                element.report(
                    .contradiction, zh: "到期日不晚于前一次", en: "not later than the day before it in the list",
                    allowed: LocalizedText(zh: "大于 \(last)", en: "more than \(last)"))
            }
            days.append(day)
        }
        if let count, elements.count != count, !value.isCutOff, value.isList {
            value.report(
                .contradiction, zh: "到期日有 \(elements.count) 个，与次数不符",
                en: "\(elements.count) days for another number of rounds",
                allowed: LocalizedText(zh: "\(count) 个", en: "\(count)"))
        }
        return days
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
        let tags = reader.optional(.anyTag)?.list().compactMap { $0.name(in: district.tags) } ?? []
        return ServicePackage.Eligibility(minimumAge: minimum, maximumAge: maximum, anyTag: tags)
    }

    private func subsidies(_ value: Value) -> [ServicePackage.Subsidy] {
        var groups = Declarations(what: LocalizedText(zh: "补贴对象", en: "subsidised group"))
        return value.list().compactMap { element in
            guard let reader = MappingReader<SubsidyKey>(element) else { return nil }
            let tag = reader.optional(.tag).map { $0.name(in: district.tags) }
            if let name = tag ?? "" {
                let shown = name.isEmpty ? "（所有人 / everybody）" : name
                groups.declare(shown, at: tag == nil ? element.place : reader.place(of: .tag), log: value.source.log)
            }
            guard let percent = reader.required(.percent)?.integer(in: 0...100) else { return nil }
            return ServicePackage.Subsidy(tag: tag ?? nil, percent: percent)
        }
    }
}

extension ServicePackage.Cycle {
    /// Days that every cycle of the kind has at least, from whatever day it begins.
    fileprivate var shortestDays: Int {
        switch self {
        case .month: 28
        case .quarter: 89
        case .once, .halfYear: 181
        case .year: 365
        }
    }
}
