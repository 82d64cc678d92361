import Foundation
import HubModel
import Postgres
import Protection
import Services

/// Opens rows about residents of one station.
struct ResidentOpening {
    let station: StationCode

    func registration(
        _ resident: ResidentID, _ place: ChainPlace, _ occurredAt: Date, _ profile: [UInt8], _ cipher: FieldCipher?
    ) -> ResidentRegistration {
        let opened = try? cipher?.open(profile, at: .profile(place, of: resident, station: station))
        return ResidentRegistration(
            id: resident, registeredAt: occurredAt, profile: opened.flatMap { try? SealedJSON.decoded($0) })
    }

    /// Opens a row of `ResidentQueries.consents(…)`; nil without the key.
    ///
    /// - Throws: `SealBroken`: a consent that can't be read must not look like none.
    func consent(
        _ row: Row, cipher: (ResidentID) -> FieldCipher?
    ) throws -> (resident: ResidentID, record: ConsentRecord)? {
        let (resident, epoch, seq, occurredAt, item, decision, detail) = try row.decode(
            UUID.self, Int32.self, Int64.self, Date.self, Int32.self, String.self, [UInt8].self)
        let (owner, place) = (ResidentID(rawValue: resident), ChainPlace(epoch: Int(epoch), seq: seq))
        guard let cipher = cipher(owner), let decision = ConsentDecision(rawValue: decision) else { return nil }
        let opened = try cipher.open(detail, at: .consent(place, item: Int(item), of: owner, station: station))
        return (owner, ConsentRecord(try SealedJSON.decoded(opened), decision, occurredAt: occurredAt, place: place))
    }
}
