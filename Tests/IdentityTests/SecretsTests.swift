import Foundation
import Testing

@testable import Identity

/// Codes, passwords and waits, without a database.
@Suite struct SecretsTests {
    /// RFC 6238, appendix B, SHA-1, cut to six digits.
    @Test(arguments: [
        (59.0, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func codesAreThoseOfTheStandard(seconds: Double, code: String) {
        let secret = TimeBasedCode(secret: Array("12345678901234567890".utf8))
        #expect(secret.code(at: Date(timeIntervalSince1970: seconds)) == code)
    }

    @Test func aCodeIsGoodOnceAndForANeighbouringStep() {
        let code = TimeBasedCode(secret: Array(repeating: 7, count: 20))
        let now = Date(timeIntervalSince1970: 1_700_000_010)
        let step = TimeBasedCode.step(at: now)
        #expect(code.step(of: code.code(step: step), at: now, after: 0) == step)
        #expect(code.step(of: code.code(step: step - 1), at: now, after: 0) == step - 1)
        #expect(code.step(of: code.code(step: step + 1), at: now, after: 0) == step + 1)
        #expect(code.step(of: code.code(step: step - 2), at: now, after: 0) == nil)
        #expect(code.step(of: code.code(step: step + 2), at: now, after: 0) == nil)
        #expect(code.step(of: code.code(step: step), at: now, after: step) == nil)
        #expect(code.step(of: "", at: now, after: 0) == nil)
        #expect(code.step(of: code.code(step: step) + "0", at: now, after: 0) == nil)
        let typed = code.code(step: step).prefix(3) + " " + code.code(step: step).suffix(3)
        #expect(code.step(of: String(typed), at: now, after: 0) == step)
    }

    /// RFC 4648, section 10, without padding.
    @Test func base32() {
        #expect(
            ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map { Base32.encode(Array($0.utf8)) }
                == ["", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"])
    }

    @Test func hashesVerifyTheirPasswordOnly() async throws {
        let hasher = PasswordHasher(cost: .init(logRounds: 4, blockSize: 8, parallelism: 1))
        let hash = try await hasher.hash("ｐａｓｓ 词 word")
        #expect(hash.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        #expect(try await hasher.verify("pass 词 word", against: hash))
        #expect(try await !hasher.verify("pass 词 Word", against: hash))
        #expect(try await !hasher.verify("pass 词 word", against: nil))
        #expect(try await !hasher.verify("pass 词 word", against: "$scrypt$nonsense"))
        #expect(try await hasher.hash("pass 词 word") != hash)
        // A hash made at another cost still verifies.
        #expect(
            try await PasswordHasher(cost: .init(logRounds: 5, blockSize: 1, parallelism: 1))
                .verify("pass 词 word", against: hash))
    }

    @Test(arguments: [
        ("short", PasswordRules.Violation.tooShort), (String(repeating: "a b", count: 50), .tooLong),
        ("letmein123456", .common), ("LetMeIn123456", .common), ("dragonfly2020!!", .common),
        ("Correct Horse 99", .common),
        ("wei.li and more", .containsName), ("我是李伟呀我就是李伟", .containsName), ("13800000000 abc", .containsName),
        ("aaaaaaaaaaaa", .monotonous), ("1234567890", .monotonous), ("qwertyuiop", .monotonous),
        ("zyxwvutsrqpo", .monotonous),
    ])
    func weakPasswordsAreRefused(password: String, violation: PasswordRules.Violation) throws {
        let profile = try AccountProfile(signInName: "Wei.Li", displayName: "李伟", phone: "138 0000 0000")
        let rules = PasswordRules(common: ["letmein123456", "dragonfly", "correct horse"])
        #expect(rules.violation(password, of: profile) == violation)
    }

    @Test func goodPasswordsArePermitted() throws {
        let profile = try AccountProfile(signInName: "Wei.Li", displayName: "李伟")
        let rules = PasswordRules(common: ["dragon"])
        for password in ["青山 lamp 47 river", "brisk-otter-canal", "Tq8#vLm2xPz!", "每天早上喝一杯热豆浆吧"] {
            #expect(rules.violation(password, of: profile) == nil, "\(password)")
        }
    }

    @Test func waitsGrowAndHaveAnEnd() {
        for subject in SignInDelay.Subject.allCases {
            let waits = (0...200).map { SignInDelay.seconds(after: $0, of: subject) }
            #expect(waits[subject.freeFailures] == 0 && waits[subject.freeFailures + 1] == 2)
            #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 })
            #expect(waits.last == SignInDelay.longestSeconds)
        }
    }

    @Test func namesAreComparedAfterNormalization() throws {
        #expect(SignInName("ＷＥＩ.li") == SignInName("wei.LI "))
        for text in ["ab", "", "a b c", "x'; DROP TABLE account;--", String(repeating: "a", count: 65), "a\u{0}bc"] {
            #expect(SignInName(text) == nil, "\(text)")
        }
        #expect(throws: IdentityError.invalidProfile) { try AccountProfile(signInName: "abc", displayName: " ") }
        #expect(throws: IdentityError.invalidProfile) {
            try AccountProfile(signInName: "abc", displayName: "x", phone: "12' OR 1=1")
        }
    }

    @Test func recoveryCodesAreReadAsTyped() throws {
        let code = try #require(RecoveryCodes.make().first)
        #expect(RecoveryCodes.digest(of: code.lowercased().replacing("-", with: " ")) == RecoveryCodes.digest(of: code))
        #expect(RecoveryCodes.digest(of: "123456") == nil)
        #expect(Set(RecoveryCodes.make()).count == 10)
    }

    @Test func addressesOfOneIPv6CustomerCountTogether() {
        func network(_ address: String) -> String { RequestOrigin(address: address, agent: "").network }
        #expect(network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9"))
        #expect(network("2001:db8:1:3::1") != network("2001:db8:1:2::1"))
        #expect(network("192.0.2.1") != network("192.0.2.2"))
    }
}
