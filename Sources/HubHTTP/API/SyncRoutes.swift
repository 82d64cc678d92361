import Crypto
import Directory
import FactLog
import Federation
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import Metrics
import NIOCore
import PageKit

/// The routes of the sync protocol: batches up, state, changes down.
struct SyncRoutes {
    let ingest: IngestBatch
    let turns: StationTurns
    let state: ReadSyncState
    let changes: ReadChanges

    var routes: [Route] {
        [
            Route(
                .post, "/api/v1/sync/batches", policy: .station, "Takes a batch of facts of the station",
                parameters: [
                    RouteParameter(
                        BatchDescription.fieldName, in: .header, required: true, schema: #"{"type":"string"}"#,
                        "What the batch says of itself, a structured-field dictionary"),
                    RouteParameter(
                        ContentDigest.fieldName, in: .header, required: true, schema: #"{"type":"string"}"#,
                        "RFC 9530 with sha-256"),
                ],
                request: RouteContent("application/x-ndjson"), answer: .json(Self.receiptSchema),
                signedFields: [BatchDescription.fieldName.lowercased()], problems: [400, 403, 409, 413, 415, 422, 429],
                handler: receive),
            Route(
                .get, "/api/v1/sync/state", policy: .station, "What the hub has of the station's chain",
                answer: .json(Self.stateSchema), handler: readState),
            Route(
                .get, "/api/v1/sync/changes", policy: .station, "What changed for the station since a cursor",
                parameters: [
                    RouteParameter(
                        "cursor", in: .query, schema: #"{"type":"integer","minimum":0}"#,
                        "The last number the station has"),
                    RouteParameter(
                        "limit", in: .query, schema: #"{"type":"integer","minimum":1,"maximum":500}"#, "Changes a page"),
                ],
                answer: .json(Self.changesSchema), problems: [400], handler: readChanges),
        ]
    }

    private func receive(_ request: Request, _ context: HubContext) async throws -> Response {
        guard let signer = context.signer else { throw DirectoryError.unknownKey }
        let station = signer.station
        try checkMediaType(request)
        if let length = request.headers[.contentLength].flatMap(Int.init), length > SyncLimits.batchBytes {
            throw BatchRefusal.tooLarge(line: nil)
        }
        let (description, fieldValue) = try readDescription(request)
        guard description.station == station else { throw BatchRefusal.wrongStation(line: nil) }
        let (body, digest) = try await DigestedBody.read(request, atMost: SyncLimits.batchBytes)
        let batch = try FactBatch(description: description, body: body)
        let identity = FactHash(SHA256.hash(data: Array(fieldValue.utf8) + digest.bytes))
        let ingested = try await turns.withTurn(of: station) {
            try await ingest(
                batch, digest: identity,
                signature: BatchSignature(
                    keyID: signer.keyID, signedAt: signer.signedAt, source: context.origin.address))
        }
        Counter(label: "ingest_batches_total").increment()
        Counter(label: "ingest_facts_total").increment(by: ingested.added)
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: ingested.receipt)))
    }

    private func checkMediaType(_ request: Request) throws {
        let mediaType = request.headers[.contentType]?.split(separator: ";").first?
            .trimmingCharacters(in: .whitespaces).lowercased()
        let encoding = request.headers[.contentEncoding]?.lowercased()
        guard mediaType == "application/x-ndjson", encoding == nil || encoding == "identity" else {
            throw Problem(
                .unsupportedMediaType, "unsupported_media_type", zh: "内容类型须为 application/x-ndjson，且不压缩",
                en: "The content type is application/x-ndjson, not compressed")
        }
    }

    private func readDescription(_ request: Request) throws -> (BatchDescription, String) {
        guard let name = HTTPField.Name(BatchDescription.fieldName) else { throw Problem.notFound() }
        let values = request.headers[values: name]
        guard !values.isEmpty else { throw Problem.unreadable("Xinlian-Batch is missing") }
        let fieldValue = values.joined(separator: ", ")
        do {
            return (try BatchDescription(fieldValue: fieldValue), fieldValue)
        } catch {
            switch error {
            case .noStation: throw BatchRefusal.wrongStation(line: nil)
            case .notADictionary: throw Problem.unreadable("Xinlian-Batch is a structured-field dictionary")
            case .invalid(let member): throw Problem.unreadable("Xinlian-Batch: \(member) is missing or out of range")
            }
        }
    }

    private func readState(_ request: Request, _ context: HubContext) async throws -> Response {
        guard let station = context.signer?.station else { throw DirectoryError.unknownKey }
        let watermark = try await state(station)
        return try JSONAnswer.response(
            StateAnswer(
                station: station, epoch: watermark.epoch, acceptedThrough: watermark.acceptedThrough,
                lastHash: watermark.lastHash.description))
    }

    private func readChanges(_ request: Request, _ context: HubContext) async throws -> Response {
        guard let station = context.signer?.station else { throw DirectoryError.unknownKey }
        let cursor = try QueryNumber.read("cursor", of: request, in: 0...Int64.max) ?? 0
        let limit = try QueryNumber.read("limit", of: request, in: 1...Int64(ReadChanges.largestPage)) ?? 100
        let page = try await changes(station: station, after: cursor, limit: Int(limit))
        return JSONAnswer.response(text: ChangesAnswer.text(of: page))
    }

    private static let receiptSchema = """
        {"type":"object","required":["receipt","station","epoch","acceptedThrough","added","duplicates","quarantined",\
        "lastHash","receivedAt"]}
        """
    private static let stateSchema = """
        {"type":"object","required":["station","epoch","acceptedThrough","lastHash"]}
        """
    private static let changesSchema = """
        {"type":"object","required":["changes","cursor","more"]}
        """
}

private struct StateAnswer: Encodable {
    var station: StationCode
    var epoch: Int
    var acceptedThrough: Int64
    var lastHash: String
}

/// Writes a page of changes by hand, so that each document goes out byte for byte as its digest says.
private enum ChangesAnswer {
    static func text(of page: ReadChanges.Page) -> String {
        let changes = page.changes.map { change in
            """
            {"number":\(change.number),"key":"\(change.key)","version":\(change.version),"digest":"\(change.digest)",\
            "document":\(change.document ?? "null")}
            """
        }
        return "{\"changes\":[\(changes.joined(separator: ","))],\"cursor\":\(page.cursor),\"more\":\(page.more)}"
    }
}

extension SyncRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            ingest: IngestBatch(
                database: services.database, rules: services.hub.rules, keys: services.hub.keys),
            turns: StationTurns(), state: ReadSyncState(database: services.database),
            changes: ReadChanges(database: services.database))
    }
}
