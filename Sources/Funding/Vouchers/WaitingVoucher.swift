import Foundation
import HubModel
import Ledger
import Postgres

/// A voucher that is decided on, with what its approval or rejection does in the ledger.
struct WaitingVoucher {
    /// What happened, for what follows from the decision.
    struct Business: Hashable {
        var event: UUID
        /// A code of the posting rules.
        var code: String
        /// The event that this one takes back.
        var reverses: UUID?
    }

    var id: UUID
    var state: String
    var preparedBy: UUID
    var day: CivilDate
    var station: StationCode?
    var approvals: [UUID]
    var business: Business
    /// Entries that are kept aside, and payments in the control ledger that wait with them.
    private var pending: [(id: TransferID, transfer: Transfer)] = []
    /// What the event moved in the control ledger at once.
    private var moved: [(id: TransferID, transfer: Transfer)] = []
    /// What it takes back when it is approved.
    private var takenBack: [Transfer] = []

    /// - Parameters:
    ///   - rows: of ``VoucherQueries/read(_:)``.
    ///   - transfers: of ``VoucherQueries/transfers(of:)``.
    ///   - takenBack: of ``VoucherQueries/takenBack(by:)``.
    static func decode(_ rows: [Row], transfers: [Row], takenBack: [Row]) throws -> [UUID: WaitingVoucher] {
        var vouchers: [UUID: WaitingVoucher] = [:]
        for row in rows {
            let (id, state, preparedBy, day, station, approvals, event, code, reverses) = try row.decode(
                UUID.self, String.self, UUID.self, CalendarDate.self, String?.self, [UUID].self, UUID.self, String.self,
                UUID?.self)
            vouchers[id] = WaitingVoucher(
                id: id, state: state, preparedBy: preparedBy, day: CivilDate(driver: day),
                station: station.flatMap(StationCode.init(rawValue:)), approvals: approvals,
                business: Business(event: event, code: code, reverses: reverses))
        }
        for row in transfers {
            let (voucher, event, number, kind, debit, credit, amount) = try row.decode(
                UUID.self, UUID.self, Int16.self, String.self, UUID.self, UUID.self, Int64.self)
            let transfer = Transfer(
                debit: AccountID(rawValue: debit), credit: AccountID(rawValue: credit), amount: amount)
            let place = TransferID(event: event, number: Int(number))
            switch kind {
            case "pending": vouchers[voucher]?.pending.append((place, transfer))
            case "posted", "post": vouchers[voucher]?.moved.append((place, transfer))
            default: break
            }
        }
        for row in takenBack {
            let (voucher, event, number, debit, credit, amount) = try row.decode(
                UUID.self, UUID.self, Int16.self, UUID.self, UUID.self, Int64.self)
            vouchers[voucher]?.takenBack.append(
                Transfer(
                    .reversal(of: TransferID(event: event, number: Int(number))), debit: AccountID(rawValue: debit),
                    credit: AccountID(rawValue: credit), amount: amount))
        }
        return vouchers
    }

    /// - Throws: ``FundingError``
    func check(_ account: UUID) throws(FundingError) {
        guard state == "waiting" else { throw .voucherSettled(id) }
        switch SeparationOfDuties.bar(to: account, preparedBy: preparedBy, decidedBy: approvals) {
        case .own: throw .ownVoucher(id)
        case .decidedAlready: throw .decidedAlready(id)
        case nil: break
        }
    }

    /// The event under which the entries count.
    static func approvalID(of voucher: UUID) -> UUID { DerivedID.id("approve", of: voucher) }

    /// Its entries count, and the payment that waited with it is made.
    var approval: LedgerEvent {
        LedgerEvent(
            id: Self.approvalID(of: id), day: day, station: station,
            transfers: pending.map { settled(.post($0.id), $0.transfer) } + takenBack)
    }

    /// What waited is given up, and what its event moved at once is taken back.
    var rejection: LedgerEvent {
        LedgerEvent(
            id: DerivedID.id("reject", of: id), day: day, station: station,
            transfers: pending.map { settled(.void($0.id), $0.transfer) }
                + moved.map { settled(.reversal(of: $0.id), $0.transfer) })
    }

    private func settled(_ kind: Transfer.Kind, _ transfer: Transfer) -> Transfer {
        Transfer(kind, debit: transfer.debit, credit: transfer.credit, amount: transfer.amount)
    }
}
