import Funding

/// What the page of one month is made of.
struct FundingMonth: Sendable {
    var period: AccountingPeriod
    var proof: PeriodProof
    var reservations: [OpenReservation]
}
