import HubModel
import PluginKit

private enum RatesKey: String, CaseIterable {
    case groups, freeQuotas, copaymentRounding
}

private enum GroupKey: String, CaseIterable {
    case code, title, tag, minimumAge, subsidyPercent
}

private enum QuotaKey: String, CaseIterable {
    case package, item, count
}

private enum RoundingKey: String, CaseIterable {
    case unit, mode
}

/// Reads `funding/rates.yaml`.
struct FundingRatesReader {
    let district: DistrictDraft
    let packages: KnownPackages

    func read(_ value: Value) -> FundingRates? {
        guard let reader = MappingReader<RatesKey>(value) else { return nil }
        let groups = reader.required(.groups).map(self.groups)
        let quotas = reader.optional(.freeQuotas).map(self.quotas) ?? []
        let rounding = reader.required(.copaymentRounding).flatMap(self.rounding)
        guard let groups, let rounding else { return nil }
        return FundingRates(groups: groups, freeQuotas: quotas, copaymentRounding: rounding)
    }

    private func rounding(_ value: Value) -> FundingRates.Rounding? {
        guard let reader = MappingReader<RoundingKey>(value) else { return nil }
        let unit = reader.required(.unit)?.choice(of: FundingRates.Rounding.Unit.self)
        let mode = reader.required(.mode)?.choice(of: FundingRates.Rounding.Mode.self)
        guard let unit, let mode else { return nil }
        return FundingRates.Rounding(unit: unit, mode: mode)
    }

    private func groups(_ value: Value) -> [FundingRates.Group] {
        var codes = Declarations(what: LocalizedText(zh: "补贴人群", en: "subsidised group"))
        var tags = Declarations(what: LocalizedText(zh: "补贴人群标签", en: "subsidised tag"))
        var youngest: Int?
        return value.list().compactMap { element in
            guard let reader = MappingReader<GroupKey>(element) else { return nil }
            let code = reader.required(.code)?.code(.lowercase)
            if let code { codes.declare(code, at: reader.place(of: .code), log: value.source.log) }
            if code == OrderShare.freeRoundGroup {
                reader.optional(.code)?.report(
                    .contradiction, zh: "“free-round”表示免费次数，人群须另取代码",
                    en: "'free-round' stands for free rounds; a group takes another code")
            }
            let title = reader.required(.title)?.localizedText(atMost: 60)
            let tagValue = reader.optional(.tag)
            let ageValue = reader.optional(.minimumAge)
            if !element.isCutOff, (tagValue == nil) == (ageValue == nil) {
                element.report(
                    tagValue == nil ? .missing : .contradiction, zh: "人群须由标签或年龄之一确定",
                    en: "a group is told by either a tag or an age",
                    allowed: LocalizedText(zh: "tag, minimumAge", en: "tag, minimumAge"))
            }
            let tag = tagValue?.name(in: district.tags)
            if let tag, let tagValue { tags.declare(tag, at: tagValue.place, log: value.source.log) }
            let age = ageValue?.integer(in: 0...120)
            if let age, let ageValue { checkPrecedence(of: age, ageValue, youngest: &youngest) }
            let percent = reader.required(.subsidyPercent)?.integer(in: 0...100)
            guard let code, let title, let percent else { return nil }
            return FundingRates.Group(code: code, title: title, tag: tag, minimumAge: age, subsidyPercent: percent)
        }
    }

    /// Everybody of a group told by a greater age would belong to the earlier one.
    private func checkPrecedence(of age: Int, _ value: Value, youngest: inout Int?) {
        if let youngest, age >= youngest {
            value.report(
                .contradiction, zh: "该年龄的人已属于前面的人群", en: "people of that age belong to an earlier group",
                allowed: LocalizedText(zh: "小于 \(youngest)", en: "less than \(youngest)"))
        }
        youngest = min(age, youngest ?? age)
    }

    private func quotas(_ value: Value) -> [FundingRates.FreeQuota] {
        var targets = Declarations(what: LocalizedText(zh: "免费次数", en: "free quota"))
        return value.list().compactMap { element in
            guard let reader = MappingReader<QuotaKey>(element) else { return nil }
            let code = reader.required(.package)?.name(in: packages.codes)
            let package = code.flatMap { packages[$0] }
            let itemValue = reader.optional(.item)
            let item = itemValue?.name(in: package.map(items))
            if let code, itemValue == nil || item != nil {
                targets.declare(
                    item.map { "\(code) / \($0)" } ?? code, at: reader.place(of: .package), log: value.source.log)
            }
            let rounds = package.flatMap { most(of: item, in: $0) } ?? 366
            guard let count = reader.required(.count)?.integer(in: 1...max(1, rounds)), let code else { return nil }
            return FundingRates.FreeQuota(package: code, item: item, count: count)
        }
    }

    private func items(of package: ServicePackage) -> Declarations {
        var codes = Declarations(what: LocalizedText(zh: "服务项目", en: "item"))
        for item in package.items { codes.assume(item.code, at: Place(file: "", line: 1, column: 1)) }
        return codes
    }

    private func most(of item: String?, in package: ServicePackage) -> Int? {
        package.items.filter { item == nil || $0.code == item }.map(\.countPerCycle).max()
    }
}
