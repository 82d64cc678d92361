import HubModel
import PluginKit

private enum DimensionKey: String, CaseIterable {
    case theory, empathy, sectorKnowledge, techniqueFit, culturalSensitivity, technology
}

/// Reads the six dimensions of counselling [RES-4], each 0 to 5, all of them: a missing one is no zero.
struct CapabilityReader {
    func read(_ value: Value) -> CounsellorCapability? {
        guard let reader = MappingReader<DimensionKey>(value) else { return nil }
        let levels = DimensionKey.allCases.map { key in
            (key, reader.required(key)?.integer(in: CounsellorCapability.levels))
        }
        let read = Dictionary(uniqueKeysWithValues: levels.compactMap { key, level in level.map { (key, $0) } })
        guard let theory = read[.theory], let empathy = read[.empathy], let sectorKnowledge = read[.sectorKnowledge],
            let techniqueFit = read[.techniqueFit], let culturalSensitivity = read[.culturalSensitivity],
            let technology = read[.technology]
        else { return nil }
        return CounsellorCapability(
            theory: theory, empathy: empathy, sectorKnowledge: sectorKnowledge, techniqueFit: techniqueFit,
            culturalSensitivity: culturalSensitivity, technology: technology)
    }
}
