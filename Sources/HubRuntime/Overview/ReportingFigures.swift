public import Foundation

/// Which stations the figures contain [BRD-6].
public struct ReportingFigures: Codable, Hashable, Sendable {
    /// Stations whose facts are complete through some moment of the last 24 hours.
    public var reported: Int
    /// All stations.
    public var stations: Int
    /// When the figures were read.
    public var asOf: Date
}
