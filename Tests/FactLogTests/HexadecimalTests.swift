import Foundation
import HubModel
import Testing

@Suite struct HexadecimalTests {
    @Test func everyByteReadsBack() {
        let bytes = Array(UInt8.min...UInt8.max)
        let text = Hexadecimal.text(of: bytes)
        #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff") && text.utf8.count == 512)
        #expect(Hexadecimal.bytes(of: text) == bytes)
    }

    @Test(arguments: ["0", "0g", "AB", "+f", " 0", "０0", "0x"])
    func whatIsNotPairsOfDigitsIsRefused(_ text: String) {
        #expect(Hexadecimal.bytes(of: text) == nil)
    }

    /// As an independent implementation does it.
    @Test(arguments: ["", "aZ09", "a b&c=d+e/f?g#h%i", "~-._", "心联", "é\u{0}\n", "👩‍👩‍👧"])
    func everythingButUnreservedCharactersIsEscaped(_ text: String) {
        let allowed = CharacterSet(charactersIn: "a"..."z").union(CharacterSet(charactersIn: "A"..."Z"))
            .union(CharacterSet(charactersIn: "0"..."9")).union(CharacterSet(charactersIn: "-._~"))
        #expect(PercentEncoding.text(of: text) == text.addingPercentEncoding(withAllowedCharacters: allowed))
        #expect(PercentEncoding.text(of: text).removingPercentEncoding == text)
    }
}
