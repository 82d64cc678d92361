public import Catalogue
public import HubModel

/// A rule that a decision on a station's offer violated.
public enum OfferError: Error, Equatable, Sendable {
    /// No such station in the district.
    case unknownStation(StationCode)
    /// The profile isn't installed, or not in that version.
    case unknownPlugin(ProfileCode, version: String)
    /// Nothing is switched on.
    case nothingChosen(StationCode)
    case violated(StationCode, [OfferViolation])
    /// More than ``ChooseOffer/longestLeadDays`` ahead.
    case tooFarAhead
    /// Every station of the profile has the version already, or none can take it.
    case noStation
}
