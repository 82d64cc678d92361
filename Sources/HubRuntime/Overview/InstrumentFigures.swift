public import HubModel
public import Indicators

public struct InstrumentFigures: Codable, Hashable, Sendable {
    public var instrument: String
    public var title: LocalizedText
    /// The bands and the incomplete ones add up to this.
    public var received: Int64
    public var bands: [BandFigure]
    public var incomplete: PublishedCount
    /// To be looked at by a person on the same day; also incomplete ones. Always exact, as each is on a list.
    public var sameDay: Int64
    /// Screenings whose total or severity the hub computes otherwise than the station.
    public var differing: PublishedCount
}
