public import FactLog
public import Foundation
public import HubModel

/// How a station's key becomes known to the hub, and how another one takes its place.
public struct StationEnrolment: Sendable {
    private static let enrolmentPath = "/api/v1/stations/enrolments"
    private static let rotationPath = "/api/v1/sync/keys"
    private static let statePath = "/api/v1/sync/state"

    /// What the hub says of a code that is of no use.
    private static let refusals: Set<String?> = [
        "used_enrolment", "expired_enrolment", "void_enrolment", "unknown_enrolment", "wrong_station",
    ]

    private let station: StationCode
    private let keys: StationKeys
    private let exchange: SignedExchange

    public init(
        station: StationCode, transport: any SyncTransport, keys: StationKeys,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.station = station
        self.keys = keys
        exchange = SignedExchange(transport: transport, keys: keys, now: now)
    }

    /// Registers the station's key when a one-time code was kept for that.
    ///
    /// - Returns: whether there was one.
    /// - Throws: ``SyncTrouble``. Without a connection the code stays kept; one that the hub refuses is forgotten.
    public func finish() async throws -> Bool {
        guard let code = try exchange.read({ try keys.keptCode() }) else { return false }
        try await register(with: code)
        return true
    }

    /// Keeps the code and registers the station's key with it; a new key when the hub has revoked the one there is.
    ///
    /// - Throws: ``SyncTrouble``, as ``finish()`` does.
    public func enrol(with code: EnrolmentCode) async throws {
        try exchange.read {
            try keys.keep(code)
            try keys.currentOrNew()
        }
        try await register(with: code)
    }

    private func register(with code: EnrolmentCode) async throws {
        // A pending key was sent before, maybe with this code.
        var pending = try exchange.read { try keys.pending() }
        var key = try pending ?? exchange.read { try keys.currentOrNew() }
        var response = try await answer(code, key)
        if response.problem.code == "revoked_key" {
            key = try exchange.read { try keys.makePending() }
            pending = key
            response = try await answer(code, key)
        }
        guard response.status == 200 else {
            // Nothing would make the hub take such a code later.
            if Self.refusals.contains(response.problem.code) { try exchange.read { try keys.forgetCode() } }
            throw response.trouble(at: exchange.now())
        }
        try believe(response, key)
        try exchange.read {
            if pending != nil { try keys.promotePending() }
            try keys.forgetCode()
        }
    }

    private func answer(_ code: EnrolmentCode, _ key: StationPrivateKey) async throws -> SyncResponse {
        let message = EnrolmentRequest(station: station.rawValue, code: code, key: key.publicKey)
        return try await exchange.answer(to: Self.request(Self.enrolmentPath, message), signedBy: key)
    }

    /// Makes a new key and has the hub put it in the place of the current one. When the answer is lost, both keys are kept
    /// and whichever the hub takes is used from then on; calling again finishes it.
    ///
    /// - Returns: the id of the new key.
    /// - Throws: ``SyncTrouble``.
    public func rotate() async throws -> String {
        guard let old = try exchange.read({ try keys.current() }) else { throw SyncTrouble.key(.missing) }
        let new = try exchange.read { try keys.pending() ?? keys.makePending() }
        let message = try KeyRotationRequest(of: station.rawValue, from: old.publicKey.id, to: new)
        let response = try await exchange.answer(to: Self.request(Self.rotationPath, message), signedBy: old)
        if response.status == 200 {
            try believe(response, new)
        } else {
            // The request may have arrived before, and only its answer have been lost.
            let state = try await exchange.answer(to: SyncRequest(method: .get, path: Self.statePath), signedBy: new)
            guard state.status == 200 else {
                if response.problem.code == "key_in_use" { _ = try exchange.read { try keys.makePending() } }
                throw response.trouble(at: exchange.now())
            }
        }
        try exchange.read { try keys.promotePending() }
        return new.publicKey.id
    }

    private func believe(_ response: SyncResponse, _ key: StationPrivateKey) throws {
        let answer: StationKeyAnswer = try response.decoded()
        guard answer.station == station.rawValue, answer.keyId == key.publicKey.id else {
            throw SyncTrouble.unexpectedAnswer(status: response.status)
        }
    }

    private static func request(_ path: String, _ message: some Encodable) throws -> SyncRequest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return SyncRequest(
            method: .post, path: path, headers: [(name: "Content-Type", value: "application/json")],
            body: Array(try encoder.encode(message)))
    }
}
