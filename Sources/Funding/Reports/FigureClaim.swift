public import Foundation
public import HubModel

/// A claim behind a figure.
public struct FigureClaim: Equatable, Sendable {
    public var claim: UUID
    public var number: String
    public var station: StationCode
    /// `submitted`, `approved` or `paying`.
    public var state: String
    /// Whole days since it was submitted.
    public var days: Int
    public var fen: Int64
}
