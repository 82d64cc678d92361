import HubModel
import Indicators

extension FactRules {
    func readResident(
        _ reader: FieldReader, _ subject: ResidentID?, _ meaning: inout FactMeaning
    ) throws(InvalidFact) {
        guard subject != nil else { throw InvalidFact(.missingSubject, "a registered resident is the subject") }
        let band = try reader.text("birthYearBand")
        guard isFiveYears(band) else {
            throw InvalidFact(.outOfRange, "birthYearBand is five years such as 1955-1959")
        }
        let sex = try reader.choice("sex", of: ResidentRegistered.Sex.self)
        let tags = try reader.texts("tags")
        var consents: [Consent] = []
        try reader.eachObject("consents", path: "consents.") { consent throws(InvalidFact) in
            consents.append(try readConsent(consent))
        }
        meaning.count(.residentsRegistered)
        if tags.contains("referred-by-resident") { meaning.count(.residentsReferred) }
        meaning.resident = .registered(ResidentProfile(birthYearBand: band, sex: sex, tags: tags), consents)
    }

    private func isFiveYears(_ band: String) -> Bool {
        let years = band.split(separator: "-", omittingEmptySubsequences: false)
        guard years.count == 2,
            years.allSatisfy({ year in year.utf8.count == 4 && year.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let first = Int(years[0]), let last = Int(years[1])
        else { return false }
        return FactLimits.birthYears.contains(first) && last == first + 4
    }

    func readConsent(
        _ decision: ConsentDecision, _ reader: FieldReader, _ subject: ResidentID?, _ meaning: inout FactMeaning
    ) throws(InvalidFact) {
        guard subject != nil else { throw InvalidFact(.missingSubject, "whoever decides is the subject") }
        meaning.resident = .decided(decision, try readConsent(reader))
    }

    private func readConsent(_ reader: FieldReader) throws(InvalidFact) -> Consent {
        Consent(purpose: try reader.text("purpose"), textVersion: try reader.text("textVersion"))
    }
}
