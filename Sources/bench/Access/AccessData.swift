import DemoWorkload
import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import Identity
import Protection

/// What a district's database holds after most of a year: facts of all stations with their roll-ups, the people who sign in,
/// and the trail of what they did.
struct AccessData {
    /// Facts of each station, over about ten months.
    static let factsPerStation = 12_000
    private static let pauseSeconds = 360.0...3960.0
    private static let staffPerStation = 10
    private static let auditEntries = 250_000
    private static let auditEntriesPerTransaction = 5_000

    private let database: BenchDatabase
    private let configuration: DistrictConfiguration
    private let identity: IdentityContext
    private var random = SeededGenerator(seed: 1)

    init(_ database: BenchDatabase, _ configuration: DistrictConfiguration, _ identity: IdentityContext) {
        self.database = database
        self.configuration = configuration
        self.identity = identity
    }

    /// Fills an empty database.
    ///
    /// - Returns: a person of each role that the pages are asked by.
    mutating func fill() async throws -> [Role: Principal] {
        let people = try await createAccounts()
        let ingest = IngestBatch(database: database.hub, rules: configuration.factRules, keys: database.keys)
        for (number, station) in configuration.stations.enumerated() {
            var workload = StationWorkload(
                station: station.code, seed: UInt64(number + 1), pauseSeconds: Self.pauseSeconds)
            for batch in try workload.batches(Self.factsPerStation / StationWorkload.factsPerBatch) {
                try await ingest.take(batch)
            }
        }
        try await appendEvents(of: people)
        try await database.settle()
        try await database.analyze()
        var principals: [Role: Principal] = [:]
        for person in people where principals[person.assignment.role] == nil {
            principals[person.assignment.role] = .person(person)
        }
        return principals
    }

    private func createAccounts() async throws -> [Principal.Acting] {
        var assignments = [Role.director, .auditor, .brandOperator].compactMap { RoleAssignment($0, at: .bureau) }
        for station in configuration.stations {
            assignments += (0..<Self.staffPerStation).compactMap {
                RoleAssignment($0 == 0 ? .stationManager : .stationStaff, at: .station(station.code))
            }
        }
        var people: [Principal.Acting] = []
        for (number, assignment) in assignments.enumerated() {
            let profile = try AccountProfile(
                signInName: "person-\(number)", displayName: "某人 \(number)", phone: "13800000000")
            let (account, _) = try await CreateAccount(identity)(
                profile, assignment: assignment, as: .district, origin: .commandLine, at: Date())
            people.append(.init(account: account, assignment: assignment))
        }
        return people
    }

    private mutating func appendEvents(of people: [Principal.Acting]) async throws {
        let trail = AuditTrail(database: database.hub)
        var time = Date(timeIntervalSince1970: 1_767_225_600)
        for _ in 0..<(Self.auditEntries / Self.auditEntriesPerTransaction) {
            var events: [AuditEvent] = []
            for _ in 0..<Self.auditEntriesPerTransaction {
                time += Double.random(in: 0...200, using: &random)
                events.append(event(by: people[Int.random(in: people.indices, using: &random)], at: time))
            }
            try await trail.record(events)
        }
    }

    private mutating func event(by person: Principal.Acting, at time: Date) -> AuditEvent {
        let (type, action): (AuditEventType, AuditEvent.Action) =
            switch Int.random(in: 0..<100, using: &random) {
            case ..<70: (.read, .read)
            case ..<85: (.signIn, .execute)
            case ..<95: (.change, .update)
            case ..<98: (.refusal, .read)
            default: (.export, .read)
            }
        return AuditEvent(
            type, action, in: person.assignment.organization, by: .person(person),
            on: .init(.resident, "\(Int.random(in: 0..<30_000, using: &random))"),
            outcome: type == .refusal ? .refused : .success, source: "192.0.2.7",
            details: [.rows: "\(Int.random(in: 1...50, using: &random))"], at: time)
    }
}
