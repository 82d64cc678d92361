import FactLog
import Foundation

/// Single requests of the sync protocol and what their answers mean.
struct HubExchange: Sendable {
    let signed: SignedExchange

    /// What became of a batch.
    enum BatchAnswer: Sendable {
        case receipt(SyncReceipt)
        case gap
        case tooLarge
    }

    /// - Throws: ``SyncTrouble``.
    func send(_ batch: OutgoingBatch) async throws -> BatchAnswer {
        var request = SyncRequest(method: .post, path: "/api/v1/sync/batches", body: batch.body)
        request.headers = [
            (name: "Content-Type", value: "application/x-ndjson"),
            (name: BatchDescription.fieldName, value: batch.description.fieldValue),
        ]
        let response = try await signed.answer(to: request)
        switch response.status {
        case 200: return .receipt(try response.decoded())
        case 409 where response.problem.code == "gap": return .gap
        case 413: return .tooLarge
        default: throw response.trouble(at: signed.now())
        }
    }

    /// - Throws: ``SyncTrouble``.
    func state() async throws -> HubState {
        let response = try await signed.answer(to: SyncRequest(method: .get, path: "/api/v1/sync/state"))
        guard response.status == 200 else { throw response.trouble(at: signed.now()) }
        return try response.decoded()
    }

    /// - Throws: ``SyncTrouble``.
    func changes(after cursor: Int64, limit: Int) async throws -> ChangesPage {
        let path = "/api/v1/sync/changes?cursor=\(cursor)&limit=\(limit)"
        let response = try await signed.answer(to: SyncRequest(method: .get, path: path))
        guard response.status == 200 else { throw response.trouble(at: signed.now()) }
        guard let page = ChangesPage(response.body) else { throw SyncTrouble.unexpectedAnswer(status: 200) }
        return page
    }
}
