import FactLog
import Foundation
import HubModel

@testable import StationNode

/// A hub in the process that follows the sync protocol's rules and remembers every fact it stored.
actor FakeHub {
    private(set) var epoch = 1
    private(set) var facts: [[UInt8]] = []
    private(set) var hashes: [FactHash] = []
    private(set) var batches = 0
    private(set) var claims: [Date] = []
    /// Ids of the keys that signed what was taken.
    private(set) var signers: Set<String> = []
    private(set) var keys = [stationKey.publicKey.id: stationKey.publicKey]
    private var revoked: Set<String> = []
    private var codes: [EnrolmentCode: String?] = [:]
    var pages: [Int64: String] = [:]
    private var receipts: [String: SyncReceipt] = [:]
    private let genesis = FactChain.genesis(station: s01, origin: .station, epoch: 1)
    private var maximumBytes = Int.max

    func limit(bytes: Int) { maximumBytes = bytes }
    func beginEpoch(_ next: Int) { epoch = next }
    func setPage(_ cursor: Int64, _ page: String) { pages[cursor] = page }

    func forgetKeys() { keys = [:] }
    func revoke(_ keyID: String) { revoked.insert(keyID) }

    /// A one-time code for the station.
    func issueCode() -> EnrolmentCode {
        let code = EnrolmentCode()
        codes[code] = .some(nil)
        return code
    }

    /// Forgets what came last, as after a restore from a backup.
    func lose(_ count: Int) {
        facts.removeLast(min(count, facts.count))
        hashes.removeLast(min(count, hashes.count))
        receipts = [:]
    }

    /// Puts another fact in the place of a stored one.
    func tamper(seq: Int) {
        hashes[seq - 1] = genesis
        receipts = [:]
    }

    private var last: FactHash { hashes.last ?? genesis }

    func answer(_ request: SyncRequest) throws -> SyncResponse {
        let path = request.path.split(separator: "?")[0]
        if path == "/api/v1/stations/enrolments" { return try enrol(request) }
        let signer: StationPublicKey
        switch verified(request, by: nil) {
        case .success(let key): signer = key
        case .failure(let refusal): return problem(401, refusal.code)
        }
        signers.insert(signer.id)
        switch path {
        case "/api/v1/sync/keys": return try rotate(request, from: signer.id)
        case "/api/v1/sync/batches": return try batch(request)
        case "/api/v1/sync/state":
            let state = HubState(
                station: "S01", epoch: epoch, acceptedThrough: Int64(facts.count), lastHash: last.description)
            return SyncResponse(status: 200, body: Array(try JSONEncoder().encode(state)))
        case "/api/v1/sync/changes":
            let cursor = request.path.firstMatch(of: /cursor=([0-9]+)/).flatMap { Int64($0.1) } ?? 0
            let page = pages[cursor] ?? #"{"changes":[],"cursor":\#(cursor),"more":false}"#
            return SyncResponse(status: 200, body: Array(page.utf8))
        default: return SyncResponse(status: 404)
        }
    }

    private func problem(_ status: Int, _ code: String, _ members: String = "") -> SyncResponse {
        SyncResponse(status: status, body: Array(#"{"code":"\#(code)"\#(members)}"#.utf8))
    }

    private struct Refusal: Error {
        var code: String
    }

    /// The key that signed a request.
    ///
    /// - Parameter key: nil for one that the hub knows.
    private func verified(_ request: SyncRequest, by key: StationPublicKey?) -> Result<StationPublicKey, Refusal> {
        let signable = SignableRequest(method: request.method.rawValue, target: request.path, fields: request.headers)
        var required = ["@method", "@path"]
        required += request.method == .get ? ["@query"] : ["content-digest"]
        if request.path.hasSuffix("/batches") { required.append("xinlian-batch") }
        guard let signature = try? MessageSignature(of: signable, covering: required) else {
            return .failure(Refusal(code: "bad_signature"))
        }
        guard let key = key ?? keys[signature.keyID] else { return .failure(Refusal(code: "unknown_key")) }
        guard !revoked.contains(key.id) else { return .failure(Refusal(code: "revoked_key")) }
        guard signature.isValid(under: key) else { return .failure(Refusal(code: "bad_signature")) }
        return .success(key)
    }

    private func enrol(_ request: SyncRequest) throws -> SyncResponse {
        let message = try JSONDecoder().decode(EnrolmentRequest.self, from: Data(request.body))
        guard let key = message.key.publicKey, let code = EnrolmentCode(text: message.code) else {
            return problem(400, "unreadable")
        }
        if case .failure(let refusal) = verified(request, by: key) { return problem(401, refusal.code) }
        guard message.station == "S01" else { return problem(403, "wrong_station") }
        guard let usedBy = codes[code] else { return problem(404, "unknown_enrolment") }
        guard usedBy == nil || usedBy == key.id else { return problem(409, "used_enrolment") }
        codes[code] = key.id
        keys[key.id] = key
        return try answer(registered: key)
    }

    private func rotate(_ request: SyncRequest, from old: String) throws -> SyncResponse {
        let message = try JSONDecoder().decode(KeyRotationRequest.self, from: Data(request.body))
        guard let key = message.key.publicKey, message.isProven(of: "S01", from: old, by: key) else {
            return problem(401, "bad_signature")
        }
        guard keys[key.id] == nil else { return problem(409, "key_in_use") }
        keys[key.id] = key
        revoked.insert(old)
        return try answer(registered: key)
    }

    private func answer(registered key: StationPublicKey) throws -> SyncResponse {
        let answer = StationKeyAnswer(station: "S01", keyId: key.id, enrolledAt: "2026-03-01T08:00:00Z")
        return SyncResponse(status: 200, body: Array(try JSONEncoder().encode(answer)))
    }

    private func batch(_ request: SyncRequest) throws -> SyncResponse {
        batches += 1
        guard request.body.count <= maximumBytes else { return problem(413, "too_large") }
        guard request.header(ContentDigest.fieldName) == ContentDigest.fieldValue(of: request.body) else {
            return problem(401, "bad_digest")
        }
        let about = try BatchDescription(fieldValue: request.header(BatchDescription.fieldName) ?? "")
        guard about.epoch >= epoch else { return problem(409, "old_epoch") }
        let key = "\(about.fieldValue) \(request.header(ContentDigest.fieldName) ?? "")"
        if let receipt = receipts[key] { return try answer(receipt) }
        guard about.first <= facts.count + 1 else { return problem(409, "gap", #","expected":\#(facts.count + 1)"#) }
        let lines = request.body.split(separator: 0x0A, omittingEmptySubsequences: true).map(Array.init)
        guard lines.count == about.count else { return problem(400, "unreadable") }
        if let refusal = try refusal(lines, about) { return refusal }
        var added = 0
        for (offset, line) in lines.enumerated() where Int(about.first) + offset > facts.count {
            facts.append(line)
            hashes.append(try read(line).hash)
            added += 1
        }
        claims.append(about.completeThrough)
        let receipt = SyncReceipt(
            receipt: "r\(batches)", station: "S01", epoch: about.epoch, acceptedThrough: Int64(facts.count),
            added: added,
            duplicates: lines.count - added, quarantined: [], lastHash: last.description, receivedAt: "")
        receipts[key] = receipt
        return try answer(receipt)
    }

    private func refusal(_ lines: [[UInt8]], _ about: BatchDescription) throws -> SyncResponse? {
        var previous = about.first == 1 ? genesis : hashes[Int(about.first) - 2]
        for (offset, line) in lines.enumerated() {
            let seq = about.first + Int64(offset)
            let fact = try read(line)
            guard fact.header.seq == seq else { return problem(400, "unreadable") }
            if seq <= facts.count, hashes[Int(seq) - 1] != fact.hash { return problem(409, "fork", #","seq":\#(seq)"#) }
            guard FactChain.link(line, fact, previous) == fact.hash else {
                return problem(422, "broken_chain", #","seq":\#(seq)"#)
            }
            previous = fact.hash
        }
        guard lines.isEmpty || previous == about.lastHash else { return problem(400, "unreadable") }
        return nil
    }

    private func read(_ line: [UInt8]) throws -> FactLine {
        var reader = FactLineReader()
        return try line.withUnsafeBufferPointer { try reader.read($0, 0..<$0.count) }
    }

    private func answer(_ receipt: SyncReceipt) throws -> SyncResponse {
        SyncResponse(status: 200, body: Array(try JSONEncoder().encode(receipt)))
    }
}

extension FactChain {
    static func link(_ line: [UInt8], _ fact: FactLine, _ previous: FactHash) -> FactHash {
        line.withUnsafeBytes { bytes in
            let digest = fact.salt.withUnsafeBytes { salt in
                dataDigest(salt: salt, data: UnsafeRawBufferPointer(rebasing: bytes[fact.dataRange]))
            }
            return link(
                previous: previous, header: UnsafeRawBufferPointer(rebasing: bytes[fact.headerRange]),
                dataDigest: digest)
        }
    }
}

/// A connection without faults.
struct DirectTransport: SyncTransport {
    let hub: FakeHub

    func send(_ request: SyncRequest) async throws -> SyncResponse { try await hub.answer(request) }
}

/// Answers every request by a closure.
struct ScriptedTransport: SyncTransport {
    let answer: @Sendable (SyncRequest) async throws -> SyncResponse

    func send(_ request: SyncRequest) async throws -> SyncResponse { try await answer(request) }
}

struct ConnectionLost: Error {}

/// SplitMix64: the same faults for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A connection that drops, cuts, repeats and reorders, by a seed.
actor FaultyTransport: SyncTransport {
    private let hub: FakeHub
    private var random: SeededGenerator
    private var late: [SyncRequest] = []
    private(set) var faults: [String: Int] = [:]
    /// Faults happen while this is above 0.
    private var remaining: Int

    init(hub: FakeHub, seed: UInt64, faults: Int) {
        self.hub = hub
        random = SeededGenerator(state: seed)
        remaining = faults
    }

    var isCalm: Bool { remaining <= 0 }

    func send(_ request: SyncRequest) async throws -> SyncResponse {
        guard remaining > 0 else { return try await hub.answer(request) }
        let name =
            ["none", "none", "drop", "loseAnswer", "twice", "busy", "delay", "lose", "cut", "tooLarge", "damage"]
            .randomElement(using: &random) ?? "none"
        if name != "none" {
            remaining -= 1
            faults[name, default: 0] += 1
        }
        switch name {
        case "drop": throw ConnectionLost()
        case "loseAnswer":
            _ = try await hub.answer(request)
            throw ConnectionLost()
        case "twice": _ = try await hub.answer(request)
        case "busy": return SyncResponse(status: 503, headers: ["retry-after": "7"])
        case "delay":
            // Arrives at the hub after a later request.
            late.append(request)
            throw ConnectionLost()
        case "lose": await hub.lose(Int.random(in: 1...30, using: &random))
        case "cut":
            let answer = try await hub.answer(request)
            return SyncResponse(status: answer.status, body: Array(answer.body.dropLast(5)))
        case "tooLarge": return SyncResponse(status: 413)
        case "damage":
            var damaged = request
            if !damaged.body.isEmpty { damaged.body[damaged.body.count / 2] ^= 1 }
            return try await hub.answer(damaged)
        default: break
        }
        let answer = try await hub.answer(request)
        let arriving = late
        late = []
        for request in arriving { _ = try await hub.answer(request) }
        return answer
    }
}
