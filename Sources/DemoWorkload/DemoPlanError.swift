/// Why a demonstration can't be planned.
public enum DemoPlanError: Error, Sendable, CustomStringConvertible {
    case missingColumn(String)
    case noStations

    public var description: String {
        switch self {
        case .missingColumn(let name): "量表文件缺少列 \(name) / the file of screenings has no column \(name)"
        case .noStations: "配置中没有站点 / the configuration has no stations"
        }
    }
}
