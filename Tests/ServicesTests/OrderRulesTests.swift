import Foundation
import Services
import Testing

/// Every step after every lawful history.
@Suite struct OrderRulesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var taken: [OrderStepKind]
        /// Nil is allowed; in the order accepted, delivered, verified, cancelled, placed.
        var answers: [OrderError?]
        var testDescription: String { taken.map(\.rawValue).joined(separator: " ") }
    }

    static let cases: [Case] = [
        Case(taken: [.placed], answers: [nil, .notAccepted, .notDelivered, nil, .placed]),
        Case(taken: [.placed, .accepted], answers: [.accepted, nil, .notDelivered, nil, .placed]),
        Case(taken: [.placed, .accepted, .delivered], answers: [.accepted, .delivered, nil, nil, .placed]),
        // A station that told of the delivery alone.
        Case(taken: [.delivered], answers: [.accepted, .delivered, nil, nil, .placed]),
        Case(
            taken: [.placed, .accepted, .delivered, .verified],
            answers: [.verified, .verified, .verified, .verified, .verified]),
        Case(taken: [.placed, .cancelled], answers: Array(repeating: .cancelled, count: 5)),
        Case(taken: [.placed, .accepted, .delivered, .cancelled], answers: Array(repeating: .cancelled, count: 5)),
        // What the resident has verified stays so, whatever was cancelled beside it.
        Case(taken: [.delivered, .verified, .cancelled], answers: Array(repeating: .verified, count: 5)),
    ]

    @Test(arguments: cases) func aStepIsTakenOrRefusedForItsReason(_ given: Case) {
        let standing = OrderStanding(stored: given.taken.map { "\($0.rawValue)/2026-03-02/100" })
        let steps: [OrderStepKind] = [.accepted, .delivered, .verified, .cancelled, .placed]
        for (step, expected) in zip(steps, given.answers) {
            let refused: OrderError?
            do {
                try OrderRules.check(step, after: standing)
                refused = nil
            } catch {
                refused = error
            }
            #expect(refused == expected, "\(step)")
        }
    }

    @Test func whatComesNextIsAllowed() throws {
        for given in Self.cases {
            let standing = OrderStanding(stored: given.taken.map { "\($0.rawValue)/2026-03-02/100" })
            if let next = OrderRules.next(after: standing) { try OrderRules.check(next, after: standing) }
        }
    }
}
