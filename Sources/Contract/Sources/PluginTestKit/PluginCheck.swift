public import PluginKit

/// What every plugin must keep, tried with random requests: it never traps, gives the same answer wherever and however
/// often it is asked, and answers within the bounds of its own data.
///
/// A plugin may refuse a request with a `PluginFailure`; that is an answer too, and must always be the same. A trap ends
/// the program that the plugin runs in: print the seed before.
public struct PluginCheck: Sendable {
    /// A way to the plugin, such as a host's transport; one result for each request, in their order.
    public typealias Ask = @Sendable ([PluginRequest]) async throws -> [Result<PluginAnswer, PluginFailure>]

    /// A request that was not answered as it must be.
    public struct Violation: Sendable, CustomStringConvertible {
        /// Which of the requests, from 0.
        public var number: Int
        public var request: PluginRequest
        public var problem: String

        public var description: String { "request \(number): \(problem)\n\(request)" }
    }

    private static let batchSize = 100

    private let data: PluginData
    private let seed: UInt64
    private let ways: [Ask]

    /// - Parameters:
    ///   - data: what the plugin was made with.
    ///   - seed: gives the same requests again.
    ///   - ways: each is asked twice; all must give the same answers.
    public init(data: PluginData, seed: UInt64, ways: [Ask]) {
        self.data = data
        self.seed = seed
        self.ways = ways
    }

    /// Checks a type, made twice from the same data, since a plugin keeps nothing from one request to the next.
    ///
    /// - Throws: `PluginFailure` when the plugin refuses its data.
    public init<Plugin: ProfilePlugin>(_ type: Plugin.Type, data: PluginData, seed: UInt64) throws {
        let ways = try (0..<2).map { _ -> Ask in
            let plugin = try Plugin(data: data)
            return { requests in
                requests.map { request in
                    Result { try plugin.answer(request) }.mapError(PluginFailure.init(wrapping:))
                }
            }
        }
        self.init(data: data, seed: seed, ways: ways)
    }

    /// Asks so many random requests.
    ///
    /// - Parameter limit: after how many violations to stop.
    /// - Throws: what a way throws when the plugin can't be reached.
    public func run(_ count: Int, stoppingAfter limit: Int = 10) async throws -> [Violation] {
        var random = RandomRequests(for: data, seed: seed)
        var violations: [Violation] = []
        for first in stride(from: 0, to: count, by: Self.batchSize) where violations.count < limit {
            let requests = (0..<min(Self.batchSize, count - first)).map { _ in random.next() }
            for (index, problem) in try await problems(of: requests) {
                violations.append(Violation(number: first + index, request: requests[index], problem: problem))
            }
            // Nobody else should have to wait for the end.
            await Task.yield()
        }
        return violations
    }

    private func problems(of requests: [PluginRequest]) async throws -> [(Int, String)] {
        var answers: [[Result<PluginAnswer, PluginFailure>]] = []
        for way in ways {
            for _ in 0..<2 { answers.append(try await way(requests)) }
        }
        guard let first = answers.first else { return [] }
        guard answers.allSatisfy({ $0.count == requests.count }) else { return [(0, "not one answer a request")] }
        let bounds = AnswerBounds(data)
        return requests.indices.flatMap { index -> [(Int, String)] in
            var problems: [String] = []
            if answers.contains(where: { $0[index] != first[index] }) { problems.append("the answers differ") }
            switch first[index] {
            case .success(let answer): problems += bounds.problems(of: answer, to: requests[index])
            case .failure(let failure):
                if failure.code == .failed { problems.append("an error of its own instead of a PluginFailure") }
            }
            return problems.map { (index, $0) }
        }
    }
}
