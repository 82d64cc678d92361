public import DistrictConfig
public import Foundation
public import HubModel

/// A business event 经济业务 as it is recorded.
public struct FundingEvent: Hashable, Sendable {
    public var id: UUID
    /// A code of the posting rules.
    public var event: String
    public var occurredAt: Date
    /// The day it is booked on.
    public var day: CivilDate
    public var notes: [BookingDay.Note]
    public var budgetLine: BudgetLine?
    /// Of an allocation or adjustment, where the money goes.
    public var toLine: BudgetLine?
    public var station: StationCode?
    public var order: String?
    public var fact: FactID?
    /// Fen by the names of the rule's base amounts.
    public var amounts: [String: Int64]
    /// The number of a document.
    public var document: String?
    public var reason: String?
    /// The event that this one takes back.
    public var reverses: UUID?
    /// The account of who recorded it; nil is the hub itself.
    public var recordedBy: UUID?

    public init(
        id: UUID, event: FundingEventCode, occurredAt: Date, day: CivilDate, notes: [BookingDay.Note] = [],
        budgetLine: BudgetLine? = nil, toLine: BudgetLine? = nil, station: StationCode? = nil, order: String? = nil,
        fact: FactID? = nil, amounts: [String: Int64], document: String? = nil, reason: String? = nil,
        reverses: UUID? = nil, recordedBy: UUID? = nil
    ) {
        self.id = id
        self.event = event.rawValue
        self.occurredAt = occurredAt
        self.day = day
        self.notes = notes
        self.budgetLine = budgetLine
        self.toLine = toLine
        self.station = station
        self.order = order
        self.fact = fact
        self.amounts = amounts
        self.document = document
        self.reason = reason
        self.reverses = reverses
        self.recordedBy = recordedBy
    }
}
