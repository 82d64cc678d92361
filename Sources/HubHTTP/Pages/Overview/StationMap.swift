import Foundation
import HubModel
import HubRuntime
import PageKit

/// Where the stations are, as circles moved apart where they would lie on each other; the table of stations says the same in words.
struct StationMap: Sendable {
    struct Place: Sendable {
        let code: String
        let address: String
        let x: Int
        let y: Int
        let radius: Int
        let ring: Int
        /// Name, profile and reach, which is also the name of the link.
        let title: Figure
    }

    struct Key: Sendable {
        let ring: Int
        let title: String
    }

    private static let width = 640.0
    /// A district that is long from north to south is drawn smaller, not taller than the screen.
    private static let greatestHeight = 480.0
    private static let leastHeight = 240.0
    private static let margin = 40.0
    private static let radii = 9.0...28.0

    let height: Int
    let places: [Place]
    let keys: [Key]

    init(_ stations: [StationFigures], request: OverviewRequest, formats: Formats) {
        // A station that the configuration doesn't know has no place.
        let known = stations.filter { $0.profile != nil }
        let profiles = Set(known.compactMap(\.profile)).sorted()
        let rings = Dictionary(uniqueKeysWithValues: zip(profiles, 1...))
        let projection = Projection(
            known.map { ($0.latitude, $0.longitude) }, width: Self.width - 2 * Self.margin,
            greatestHeight: Self.greatestHeight - 2 * Self.margin)
        let most = Double(known.map(\.reach).max() ?? 0)
        let height = max(projection.height + 2 * Self.margin, Self.leastHeight)
        self.height = Int(height)
        // A quarter of the picture at most is circles, so that there is room to keep them apart.
        let largest = min(
            Self.radii.upperBound, (Self.width * height / 4 / Double(max(1, known.count)) / .pi).squareRoot())
        let belonging = known.map { station in
            let point = projection.point(station.latitude, station.longitude)
            let share = most > 0 ? (Double(max(0, station.reach)) / most).squareRoot() : 0
            return SeparatedCircles.Circle(
                x: point.x + Self.margin, y: point.y + Self.margin,
                radius: (Self.radii.lowerBound + share * (largest - Self.radii.lowerBound)).rounded())
        }
        let circles = SeparatedCircles.separated(belonging, width: Self.width, height: height)
        places = zip(known, circles).map { station, circle in
            Place(
                code: station.station.rawValue, address: request.elsewhere.address("/stations/\(station.station)"),
                x: Int(circle.x.rounded()), y: Int(circle.y.rounded()), radius: Int(circle.radius),
                ring: station.profile.flatMap { rings[$0] } ?? 0, title: Self.title(station, formats))
        }
        keys = profiles.map { profile in
            Key(
                ring: rings[profile] ?? 0,
                title: known.first { $0.profile == profile }?.profileTitle[formats.language] ?? profile.rawValue)
        }
    }

    private static func title(_ station: StationFigures, _ formats: Formats) -> Figure {
        let language = formats.language
        let reach = "\(OverviewWords.reach(language)) \(formats.number(station.reach))"
        let comma = language == .zh ? "，" : ", "
        return Figure(
            "map.\(station.station)",
            [station.name[language], station.profileTitle[language], reach].joined(separator: comma))
    }
}

/// Degrees to a plane that is right for a district: a degree of longitude is as wide as at the middle latitude.
private struct Projection {
    private let west: Double
    private let north: Double
    private let eastScale: Double
    private let northScale: Double
    /// What is left free on the western side.
    private let inset: Double
    let height: Double

    init(_ places: [(latitude: Double, longitude: Double)], width: Double, greatestHeight: Double) {
        let (latitudes, longitudes) = (places.map(\.latitude), places.map(\.longitude))
        let south = latitudes.min() ?? 0
        west = longitudes.min() ?? 0
        north = latitudes.max() ?? 0
        let narrowing = cos((north + south) / 2 * .pi / 180)
        // Stations in one line or one place still get a picture.
        let breadth = max(((longitudes.max() ?? 0) - west) * narrowing, 0.001)
        northScale = min(width / breadth, greatestHeight / max(north - south, 0.001))
        inset = (width - breadth * northScale) / 2
        eastScale = northScale * narrowing
        height = (north - south) * northScale
    }

    func point(_ latitude: Double, _ longitude: Double) -> (x: Double, y: Double) {
        (inset + (longitude - west) * eastScale, (north - latitude) * northScale)
    }
}
