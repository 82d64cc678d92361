import Foundation
import Protection
import TestSupport
import Testing

@testable import Identity

/// What an attempt to sign in with the identity service takes for its own answer.
@Suite struct SignInAttemptTests {
    private let now = FixedClock.now
    private let account = UUID()

    @Test func aStateBringsItsNoteBack() throws {
        let fields = AccountFields(try KeyRing(text: TestKeys.text()))
        let attempt = SignInAttempt()
        for note in ["", "en /stations/S07?lang=en", "zh  two  spaces", "心"] {
            for purpose in [SignInAttempt.Purpose.signIn, .link(account: account)] {
                let state = try attempt.state(for: purpose, note: note, at: now, fields: fields)
                #expect(attempt.note(in: state, for: purpose, at: now.addingTimeInterval(599), fields: fields) == note)
                #expect(state.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            }
        }
    }

    @Test func aStateOfAnythingElseIsRefused() throws {
        let fields = AccountFields(try KeyRing(text: TestKeys.text()))
        let attempt = SignInAttempt()
        let state = try attempt.state(for: .signIn, note: "zh", at: now, fields: fields)
        #expect(SignInAttempt().note(in: state, for: .signIn, at: now, fields: fields) == nil)
        #expect(attempt.note(in: state, for: .link(account: account), at: now, fields: fields) == nil)
        let link = try attempt.state(for: .link(account: account), note: "zh", at: now, fields: fields)
        #expect(attempt.note(in: link, for: .link(account: UUID()), at: now, fields: fields) == nil)
        #expect(attempt.note(in: link, for: .signIn, at: now, fields: fields) == nil)
        #expect(attempt.note(in: state, for: .signIn, at: now.addingTimeInterval(601), fields: fields) == nil)
        #expect(attempt.note(in: state, for: .signIn, at: now.addingTimeInterval(-1), fields: fields) == nil)
        // Whoever knows the token can't make a state up, since the hub's key is missing.
        let elsewhere = AccountFields(try KeyRing(text: TestKeys.text()))
        #expect(attempt.note(in: state, for: .signIn, at: now, fields: elsewhere) == nil)
        let parts = state.split(separator: ".")
        let another = try #require(
            try attempt.state(for: .signIn, note: "en", at: now, fields: fields).split(separator: ".").last)
        for altered in ["", ".", "..", String(parts[0]), "\(parts[0]).\(another)", ".\(parts[1])", state + "A"] {
            #expect(attempt.note(in: altered, for: .signIn, at: now, fields: fields) == nil, "\(altered)")
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
