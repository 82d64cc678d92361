public import Indicators

/// Screenings by instrument, severity and triage.
public struct ScreeningFigures: Codable, Hashable, Sendable {
    /// In the order of the configuration.
    public var instruments: [InstrumentFigures]
    /// PHQ-9 screenings with a total of 10 or more.
    public var phq9TenOrMore: PublishedCount
    /// Scored PHQ-9 screenings with an answer above zero to item 9. Always exact, as each is on the list of the same day.
    public var itemNinePositive: Int64
    /// From the lightest level to the gravest.
    public var triage: [TriageFigure]
}
