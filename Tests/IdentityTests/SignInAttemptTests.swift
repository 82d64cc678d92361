import Foundation
import Protection
import TestSupport
import Testing

@testable import Identity

/// What an attempt to sign in with the identity service takes for its own answer.
@Suite struct SignInAttemptTests {
    private let now = FixedClock.now
    private let account = UUID()

    @Test func aStateBringsItsNoteBack() {
        let attempt = SignInAttempt()
        for note in ["", "en /stations/S07?lang=en", "zh  two  spaces", "心"] {
            for purpose in [SignInAttempt.Purpose.signIn, .link(account: account)] {
                let state = attempt.state(for: purpose, note: note, at: now)
                #expect(attempt.note(in: state, for: purpose, at: now.addingTimeInterval(599)) == note)
                #expect(state.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            }
        }
    }

    @Test func aStateOfAnythingElseIsRefused() throws {
        let attempt = SignInAttempt()
        let state = attempt.state(for: .signIn, note: "zh", at: now)
        #expect(SignInAttempt().note(in: state, for: .signIn, at: now) == nil)
        #expect(attempt.note(in: state, for: .link(account: account), at: now) == nil)
        let link = attempt.state(for: .link(account: account), note: "zh", at: now)
        #expect(attempt.note(in: link, for: .link(account: UUID()), at: now) == nil)
        #expect(attempt.note(in: link, for: .signIn, at: now) == nil)
        #expect(attempt.note(in: state, for: .signIn, at: now.addingTimeInterval(601)) == nil)
        #expect(attempt.note(in: state, for: .signIn, at: now.addingTimeInterval(-1)) == nil)
        let parts = state.split(separator: ".")
        let another = try #require(attempt.state(for: .signIn, note: "en", at: now).split(separator: ".").last)
        for altered in ["", ".", "..", String(parts[0]), "\(parts[0]).\(another)", ".\(parts[1])", state + "A"] {
            #expect(attempt.note(in: altered, for: .signIn, at: now) == nil, "\(altered)")
        }
    }

    @Test func anAnswerIsTakenOnce() throws {
        let address = try #require(URL(string: "http://127.0.0.1:9"))
        let provider = OpenIDProvider(
            OpenIDSettings(issuer: address, clientID: "xinlian", clientSecret: nil, redirect: address))
        let (attempt, other) = (SignInAttempt(), SignInAttempt())
        #expect(provider.use(attempt, at: now))
        #expect(!provider.use(attempt, at: now.addingTimeInterval(599)))
        #expect(provider.use(other, at: now))
    }
}
