/// Reads the folder `funding/` but for `lines.yaml`, which stations need too and is read with the district.
struct FundingFolderReader {
    static let files = ["accounts.yaml", "entity.yaml", "lines.yaml", "posting-rules.yaml", "rates.yaml"]

    let folder: ConfigurationFolder
    let district: DistrictDraft

    /// Nil when something of it could not be read.
    func read(packages: KnownPackages) -> FundingConfiguration? {
        folder.checkYAML(in: "funding", expected: Self.files)
        let chart = folder.document("funding/accounts.yaml").map { ChartReader().read($0) } ?? ChartDraft()
        let entity = FundingEntityReader(chart: chart).read(folder.document("funding/entity.yaml"))
        let rules = folder.document("funding/posting-rules.yaml").map {
            PostingRulesReader(chart: chart, entity: entity).read($0)
        }
        let rates = folder.document("funding/rates.yaml").flatMap {
            FundingRatesReader(district: district, packages: packages).read($0)
        }
        guard let entity = entity.entity, let rules, let rates else { return nil }
        let accounts = chart.accounts.filter { $0.exists(for: entity.entityType, treasury: entity.treasury) }
        return FundingConfiguration(
            entity: entity, accounts: ChartOfAccounts(accounts), rules: rules, lines: district.lines, rates: rates)
    }
}
