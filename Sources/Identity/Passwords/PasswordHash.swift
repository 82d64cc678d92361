import Foundation

/// The PHC string format of a scrypt hash.
struct PasswordHash {
    var cost: PasswordHasher.Cost
    var salt: [UInt8]
    var hash: [UInt8]

    init(cost: PasswordHasher.Cost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    init?(text: String) {
        guard let match = text.wholeMatch(of: /\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([^$]+)\$([^$]+)/),
            let logRounds = Int(match.1), let blockSize = Int(match.2), let parallelism = Int(match.3),
            (1...20).contains(logRounds), let salt = Self.decode(match.4), let hash = Self.decode(match.5)
        else { return nil }
        self.init(
            cost: .init(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism), salt: salt, hash: hash)
    }

    var text: String {
        "$scrypt$ln=\(cost.logRounds),r=\(cost.blockSize),p=\(cost.parallelism)$\(Self.encode(salt))$\(Self.encode(hash))"
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("=", with: "")
    }

    private static func decode(_ text: Substring) -> [UInt8]? {
        let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
        return Data(base64Encoded: String(padded)).map { Array($0) }
    }
}
