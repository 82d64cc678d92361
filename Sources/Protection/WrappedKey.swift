import Crypto
import Foundation
import HubModel

/// A subject's key as it is stored: sealed under a key-encryption key, bound to its row and to that key.
enum WrappedKey {
    static func seal(
        _ key: SymmetricKey, of subject: UUID, station: StationCode, under kek: KeyRing.Key
    ) throws -> [UInt8] {
        let bytes = key.withUnsafeBytes { Array($0) }
        return try FieldCipher(key: kek.secret).seal(bytes, at: place(subject, station, kek))
    }

    static func cipher(
        _ wrapped: [UInt8], of subject: UUID, station: StationCode, under kek: KeyRing.Key
    ) -> FieldCipher {
        FieldCipher(wrapped: wrapped, at: place(subject, station, kek), under: kek.secret)
    }

    private static func place(_ subject: UUID, _ station: StationCode, _ kek: KeyRing.Key) -> FieldPlace {
        FieldPlace(
            table: "subject_key", column: "wrapped_key", key: .text(station.rawValue), .id(subject), .text(kek.id))
    }
}
