import HubModel

/// Reads how many people of each of the district's age bands live around a station.
struct PopulationReader {
    let district: DistrictDraft

    func read(_ value: Value) -> [PopulationBand] {
        var people: [AgeBand: Int] = [:]
        for (key, entry) in value.entries() {
            let band = AgeBandReader.band(key)
            let count = entry.integer(in: 0...1_000_000)
            guard let band else { continue }
            if let bands = district.ageBands, !bands.contains(band) {
                let list = bands.map(\.description)
                key.report(
                    .unknownName, zh: "年龄段“\(band)”不是本区的年龄段", en: "\(band) is not one of the district's age bands",
                    allowed: LocalizedText(zh: list.joined(separator: ", "), en: list.joined(separator: ", ")),
                    nearest: NearestName.of(band.description, among: list))
                continue
            }
            people[band] = count ?? 0
        }
        guard let bands = district.ageBands else { return [] }
        let missing = bands.filter { people[$0] == nil }.map(\.description).joined(separator: ", ")
        if !missing.isEmpty, !value.isCutOff, value.isMapping {
            value.report(
                .missing, zh: "缺少年龄段 \(missing)", en: "the age bands \(missing) are missing")
        }
        return bands.map { PopulationBand(band: $0, people: people[$0] ?? 0) }
    }
}
