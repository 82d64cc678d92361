import FactLog
import Testing

@Suite struct JSONTokensTests {
    private func problem(_ bytes: [UInt8]) -> JSONProblem? {
        var tokens = JSONTokens()
        do {
            try bytes.withUnsafeBufferPointer { bytes throws(JSONProblem) in try tokens.read(bytes) }
            return nil
        } catch {
            return error
        }
    }

    private func problem(_ text: String) -> JSONProblem? { problem(Array(text.utf8)) }

    @Test(arguments: [
        "{}", "[]", "null", "0", "-0", "-12.5e+3", #""""#, #"{"a":[1,{"b":null}],"c":"\u00e9\ud83d\ude00\n"}"#, "true",
    ])
    func acceptsWellFormedValues(text: String) {
        #expect(problem(text) == nil)
    }

    @Test(arguments: [
        ("", JSONProblem.malformed), ("{", .malformed), ("[1,]", .malformed), ("01", .malformed), ("1.", .malformed),
        ("+1", .malformed), ("nul", .malformed), (#"{"a"}"#, .malformed), (#"{a:1}"#, .malformed),
        (#""\x""#, .malformed),
        ("\"\u{1}\"", .malformed), ("{} ", .whiteSpace), (#"{ "a":1}"#, .whiteSpace), (#"{"a": 1}"#, .whiteSpace),
        ("[1,\n2]", .whiteSpace), (#"{"a":1,"a":2}"#, .duplicateKey), (#"{"a":1,"\u0061":2}"#, .duplicateKey),
        (#"[{"b":{"a":1,"c":2,"a":3}}]"#, .duplicateKey), (#""\u0000""#, .nullCharacter),
        (#""\ud800""#, .loneSurrogate),
        (#""\udc00\ud800""#, .loneSurrogate), (#""\ud800\u0041""#, .loneSurrogate),
    ])
    func namesWhatIsWrong(text: String, expected: JSONProblem) {
        #expect(problem(text) == expected)
    }

    @Test func refusesDeepNesting() {
        #expect(problem(String(repeating: "[", count: 32) + String(repeating: "]", count: 32)) == nil)
        #expect(problem(String(repeating: "[", count: 33) + String(repeating: "]", count: 33)) == .tooDeep)
        #expect(problem(String(repeating: "[", count: 1_000_000)) == .tooDeep)
    }

    @Test func findsDuplicatesAmongManyKeys() {
        let keys = (0..<200).map { "\"k\($0)\":\($0)" }
        #expect(problem("{" + keys.joined(separator: ",") + "}") == nil)
        #expect(problem("{" + keys.joined(separator: ",") + ",\"k77\":0}") == .duplicateKey)
    }

    @Test func readsFields() throws {
        let bytes = Array(#"{"n":-42,"t":"a\"é","big":9223372036854775808,"f":1.0,"o":{"x":[1,null,3]}}"#.utf8)
        try bytes.withUnsafeBufferPointer { bytes in
            var tokens = JSONTokens()
            try tokens.read(bytes)
            let fields = JSONFields(tokens: tokens, bytes: bytes)
            let root = fields.root
            #expect(fields.member("n", of: root).flatMap(fields.integer) == -42)
            #expect(fields.member("t", of: root).flatMap(fields.text) == "a\"é")
            #expect(fields.member("big", of: root).flatMap(fields.integer) == nil)
            #expect(fields.member("f", of: root).flatMap(fields.integer) == nil)
            #expect(fields.member("missing", of: root) == nil)
            let list = try #require(fields.member("o", of: root).flatMap { fields.member("x", of: $0) })
            var read: [Int64?] = []
            fields.forEachElement(of: list) { read.append(fields.integer($0)) }
            #expect(read == [1, nil, 3])
        }
    }

    @Test func survivesRandomBytes() {
        let seed = UInt64.random(in: .min ... .max)
        // Before anything fails, since what this looks for is a crash.
        print("seed \(seed)")
        var state = seed
        let alphabet = Array(#"{}[]",:0123456789.eE+-truefalsn\u ab"#.utf8) + [0x00, 0x80, 0xFF]
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<24 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            _ = problem(bytes)
        }
    }
}
