import Crypto
import DemoWorkload
import FactLog
import Foundation
import HubModel

/// What one station records in some weeks and sends in batches: the mix of a busy community station, made from a seed.
struct StationWorkload {
    /// A batch as the station sends it.
    struct Batch: Sendable {
        var description: BatchDescription
        /// NDJSON.
        var body: [UInt8]

        var digest: FactHash { FactHash(SHA256.hash(data: body)) }
    }

    static let factsPerBatch = 1000

    private let station: StationCode
    private let pauseSeconds: ClosedRange<Double>
    private var random: SeededGenerator
    private var residents: [ResidentID] = []
    private var openOrders: [(step: OrderStep, subject: ResidentID, next: FactKind)] = []
    private var lines: [ComposedFact] = []
    private var time: Date
    private var previous: FactHash

    /// - Parameter pauseSeconds: how long it takes from one fact to the next.
    init(station: StationCode, seed: UInt64, pauseSeconds: ClosedRange<Double> = 30...300) {
        self.station = station
        self.pauseSeconds = pauseSeconds
        random = SeededGenerator(seed: seed)
        time = Date(timeIntervalSince1970: 1_767_225_600)
        previous = FactChain.genesis(station: station, origin: .station, epoch: 1)
    }

    /// - Parameter count: how many batches of ``factsPerBatch`` facts.
    mutating func batches(_ count: Int) throws -> [Batch] {
        while lines.count < count * Self.factsPerBatch { try recordSomething() }
        return batches(of: Self.factsPerBatch, from: 0)
    }

    /// The same facts cut elsewhere: the first batch is half as long.
    func shiftedBatches() -> [Batch] { batches(of: Self.factsPerBatch, from: Self.factsPerBatch / 2) }

    private func batches(of size: Int, from start: Int) -> [Batch] {
        let edges = [0] + stride(from: start, to: lines.count, by: size).filter { $0 > 0 } + [lines.count]
        return zip(edges, edges.dropFirst()).map { first, end in
            let description = BatchDescription(
                station: station, epoch: 1, first: Int64(first + 1), last: Int64(end), lastHash: lines[end - 1].hash,
                completeThrough: time)
            let body = lines[first..<end].flatMap { $0.line + [UInt8(ascii: "\n")] }
            return Batch(description: description, body: body)
        }
    }

    private mutating func recordSomething() throws {
        time += Double.random(in: pauseSeconds, using: &random)
        let roll = Int.random(in: 0..<100, using: &random)
        if residents.count < 20 || roll < 10 { return try register() }
        let resident = residents[Int.random(in: 0..<residents.count, using: &random)]
        switch roll {
        case ..<35: try record(screening(), about: resident)
        case ..<37: try record(held(), about: nil)
        case ..<65: try record(ActivityAttended(activity: activity(), role: .participant), about: resident)
        case ..<85: try stepOrder(for: resident)
        case ..<94: try record(feedback(), about: resident)
        default: try record(channel(), about: nil)
        }
    }

    private mutating func register() throws {
        let resident = ResidentID(rawValue: randomUUID())
        residents.append(resident)
        let birth = 1935 + 5 * Int.random(in: 0..<12, using: &random)
        let data = ResidentRegistered(
            birthYearBand: "\(birth)-\(birth + 4)", sex: Bool.random(using: &random) ? .female : .male,
            tags: ["lives-alone"], consents: [.init(purpose: "service", textVersion: "2026-01")])
        try record(data, about: resident)
    }

    private mutating func screening() -> ScreeningCompleted {
        var answers = (0..<9).map { _ in [0, 0, 0, 0, 1, 1, 2, 3][Int.random(in: 0..<8, using: &random)] }
        // Four in a hundred, as in the survey that the demo is made from.
        answers[8] = Int.random(in: 0..<25, using: &random) == 0 ? 1 : 0
        let total = answers.reduce(0, +)
        let isCritical = answers[8] > 0
        let severity =
            switch total {
            case ..<5: "minimal"
            case ..<10: "mild"
            case ..<15: "moderate"
            case ..<20: "moderately-severe"
            default: "severe"
            }
        let level: Triage.Level = isCritical ? .hospital : total < 5 ? .none : total < 10 ? .selfHelp : .station
        return ScreeningCompleted(
            instrument: "PHQ-9", instrumentVersion: "1.0.0", answers: answers, unanswered: [:], total: total,
            severity: severity,
            triage: Triage(level: level, sameDay: isCritical, reasons: isCritical ? ["item9-positive"] : []),
            plugin: .init(id: "elderly-guardian", version: "1.1.0"), ageYears: Int.random(in: 60...90, using: &random))
    }

    private mutating func held() -> ActivityHeld {
        ActivityHeld(
            activity: activity(), activityKind: "mindfulness-group", setting: "community", capacity: 20, minutes: 60)
    }

    /// One of the day's two activities.
    private mutating func activity() -> String {
        "act-\(Int64(time.timeIntervalSince1970) / 86_400)-\(Int.random(in: 1...2, using: &random))"
    }

    private mutating func stepOrder(for resident: ResidentID) throws {
        if openOrders.count < 30 || Int.random(in: 0..<5, using: &random) == 0 {
            let line = OrderLine(
                order: randomUUID().uuidString.lowercased(), package: "warm-visit", item: "visit",
                amountFen: 8_000 + 500 * Int64.random(in: 0..<8, using: &random))
            openOrders.append((OrderStep(line: line), resident, .orderAccepted))
            return try record(.orderPlaced, FactComposer.dataBytes(encoding: OrderStep(line: line)), about: resident)
        }
        let index = Int.random(in: 0..<openOrders.count, using: &random)
        let (step, subject, kind) = openOrders[index]
        switch kind {
        case .orderAccepted: openOrders[index].next = .orderDelivered
        case .orderDelivered: openOrders[index].next = .orderVerified
        default: openOrders.remove(at: index)
        }
        try record(kind, FactComposer.dataBytes(encoding: step), about: subject)
    }

    private mutating func feedback() -> FeedbackGiven {
        FeedbackGiven(
            about: .init(kind: "activity", id: activity()), score: Int.random(in: 3...5, using: &random), first: false)
    }

    private mutating func channel() -> ChannelMeasured {
        ChannelMeasured(
            channel: "wechat", metric: ChannelMeasured.Metric.allCases[Int.random(in: 0..<6, using: &random)],
            count: Int.random(in: 0..<500, using: &random))
    }

    private mutating func record(_ data: some FactData, about subject: ResidentID?) throws {
        try record(type(of: data).kind, FactComposer.dataBytes(of: data), about: subject)
    }

    private mutating func record(_ kind: FactKind, _ data: [UInt8], about subject: ResidentID?) throws {
        let header = FactHeader(
            station: station, epoch: 1, seq: Int64(lines.count + 1), id: FactID(rawValue: timedUUID()),
            kind: kind.rawValue, version: 1, occurredAt: time, recordedAt: time + 20, actor: "staff:p-07",
            subject: subject)
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let fact = try FactComposer.compose(header: header, salt: salt, data: data, previous: previous)
        previous = fact.hash
        lines.append(fact)
    }

    private mutating func randomUUID() -> UUID {
        let halves = (random.next(), random.next())
        return withUnsafeBytes(of: halves) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    /// Version 7, as stations make them, with random bits from the seed.
    private mutating func timedUUID() -> UUID {
        let head = UUID(version7At: time).uuid
        var bytes = randomUUID().uuid
        (bytes.0, bytes.1, bytes.2, bytes.3, bytes.4, bytes.5) = (head.0, head.1, head.2, head.3, head.4, head.5)
        bytes.6 = 0x70 | (bytes.6 & 0x0F)
        return UUID(uuid: bytes)
    }
}
