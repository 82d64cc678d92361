import HubModel

private enum StationKey: String, CaseIterable {
    case code, name, subdistrict, latitude, longitude, populationByAgeBand, openingHours, nightClinic, rooms
    case counsellors, profile, packages, activities, brand, commitments
}

/// Reads one station's file and checks it against the district and the station's profile.
struct StationReader {
    let district: DistrictDraft
    let profiles: Declarations
    let plugins: [String: PluginDraft]

    func read(_ value: Value, expectedCode: String, declarations: inout Declarations) -> StationConfiguration? {
        guard let reader = MappingReader<StationKey>(value) else { return nil }
        let codeValue = reader.required(.code)
        let code = codeValue?.code(.uppercase).flatMap { StationCode(rawValue: $0) }
        if let code, let codeValue {
            declarations.declare(code.rawValue, at: codeValue.place, log: value.source.log)
            FileName.check(code.rawValue, of: codeValue, against: expectedCode)
        }
        let name = reader.required(.name)?.localizedText(atMost: 60)
        let subdistrict = reader.required(.subdistrict).flatMap(self.subdistrict)
        let latitude = reader.required(.latitude)?.number(in: -90...90)
        let longitude = reader.required(.longitude)?.number(in: -180...180)
        let population = reader.required(.populationByAgeBand).map { PopulationReader(district: district).read($0) }
        let hours = OpeningHoursReader().read(
            regular: reader.required(.openingHours), nightClinic: reader.optional(.nightClinic))
        let premises = PremisesReader()
        let rooms = reader.required(.rooms).map(premises.rooms)
        let counsellors = reader.required(.counsellors).map(premises.counsellors)
        let profile = reader.required(.profile)?.reference(to: profiles, form: .lowercase)
        let choices = ChoiceReader(plugin: profile.flatMap { plugins[$0] }, bounds: district.overrideBounds)
        let packages = reader.required(.packages).map(choices.packages)
        let activities = reader.required(.activities).map(choices.activities)
        let brand = reader.required(.brand).flatMap { BrandReader().read($0) }
        let commitments = reader.optional(.commitments).map { CommitmentReader(district: district).read($0) } ?? []
        guard let code, let name, let subdistrict, let latitude, let longitude, let population, let hours, let rooms,
            let counsellors, let profile = profile.flatMap({ ProfileCode(rawValue: $0) }), let packages,
            let activities, let brand
        else { return nil }
        return StationConfiguration(
            code: code, name: name, subdistrictCode: subdistrict.code, subdistrictName: subdistrict.name,
            latitude: latitude, longitude: longitude, populationByAgeBand: population, openingHours: hours,
            rooms: rooms, counsellors: counsellors, profile: profile, packages: packages, activities: activities,
            brand: brand, commitments: commitments)
    }

    private func subdistrict(_ value: Value) -> District.Subdistrict? {
        guard let code = value.code(.digits) else { return nil }
        guard let all = district.subdistricts else { return nil }
        if let subdistrict = all.first(where: { $0.code == code }) { return subdistrict }
        let nearest = NearestName.of(code, among: all.map(\.code))
        let name = all.first { $0.code == nearest }?.name
        value.report(
            .unknownName, zh: "街道代码“\(code)”不在本区名单中", en: "the sub-district '\(code)' is not in the district's list",
            allowed: LocalizedText(zh: "subdistricts.csv 中的代码", en: "a code of subdistricts.csv"),
            nearest: nearest.map { "\($0) \(name ?? "")" })
        return nil
    }
}
