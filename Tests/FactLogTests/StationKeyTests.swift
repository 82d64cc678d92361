import FactLog
import Foundation
import Testing

/// What a station's key and its one-time code look like, and what binds one key to the next.
@Suite struct StationKeyTests {
    @Test func aKeyIsReadFromItsText() throws {
        let key = StationPrivateKey()
        let again = try #require(StationPrivateKey(text: key.text))
        #expect(again.publicKey == key.publicKey)
        #expect(StationPrivateKey().publicKey.id != key.publicKey.id)
        for text in ["", "x", key.text + "A", String(key.text.dropLast()), key.text + "="] {
            #expect(StationPrivateKey(text: text) == nil, "\(text)")
        }
        #expect(StationKeyDocument(key.publicKey).publicKey == key.publicKey)
        var document = StationKeyDocument(key.publicKey)
        document.crv = "X25519"
        #expect(document.publicKey == nil)
    }

    @Test func aCodeIsReadAsPeopleSayIt() throws {
        let code = EnrolmentCode()
        #expect(code.text.wholeMatch(of: /([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}/) != nil)
        let plain = code.text.replacing("-", with: "")
        for text in [
            code.text, plain, code.text.lowercased(), " \(code.text.replacing("-", with: " "))\n",
            plain.replacing("0", with: "o").replacing("1", with: "l"), plain.replacing("1", with: "I"),
        ] {
            #expect(EnrolmentCode(text: text) == code, "\(text)")
        }
        #expect(EnrolmentCode(text: code.text)?.digest == code.digest)
        #expect(EnrolmentCode() != code)
    }

    @Test func aSlipInACodeIsNoticed() {
        var unnoticed = 0
        for _ in 0..<200 {
            let code = EnrolmentCode()
            var characters = Array(code.text)
            let place = characters.indices.filter { characters[$0] != "-" }.randomElement() ?? 0
            let others = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".filter { $0 != characters[place] }
            characters[place] = others.randomElement() ?? "0"
            if EnrolmentCode(text: String(characters)) != nil { unnoticed += 1 }
        }
        // One in 1,024 on average.
        #expect(unnoticed < 6)
        for text in ["", "S07", String(repeating: "0", count: 27), "U" + EnrolmentCode().text.dropFirst()] {
            #expect(EnrolmentCode(text: text) == nil)
        }
    }

    @Test func aNewKeyProvesWhichOneItFollows() throws {
        let (old, new) = (StationPrivateKey(), StationPrivateKey())
        let request = try KeyRotationRequest(of: "S01", from: old.publicKey.id, to: new)
        #expect(request.key.publicKey == new.publicKey)
        #expect(request.isProven(of: "S01", from: old.publicKey.id, by: new.publicKey))
        #expect(!request.isProven(of: "S02", from: old.publicKey.id, by: new.publicKey))
        #expect(!request.isProven(of: "S01", from: new.publicKey.id, by: new.publicKey))
        #expect(!request.isProven(of: "S01", from: old.publicKey.id, by: old.publicKey))
    }
}
