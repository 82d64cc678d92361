public import Foundation

/// Where a sealed value stands: bound into it, so that it opens nowhere else.
public struct FieldPlace: Sendable {
    /// A part of a row's key.
    public enum Part: Sendable {
        case text(String)
        case number(Int64)
        case id(UUID)
    }

    let bytes: [UInt8]

    /// - Parameters:
    ///   - table: the table whose row holds the value.
    ///   - column: its column.
    ///   - key: the row's key.
    public init(table: StaticString, column: StaticString, key: Part...) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(80)
        // Each part has its length in front, so that no two places have the same bytes.
        func append(_ count: Int) {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: count).bigEndian) { bytes.append(contentsOf: $0) }
        }
        for name in ["xinlian/1", table, column] as [StaticString] {
            append(name.utf8CodeUnitCount)
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }
        for part in key {
            switch part {
            case .text(let text):
                append(text.utf8.count)
                bytes.append(contentsOf: text.utf8)
            case .number(let number):
                append(8)
                withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .id(let id):
                append(16)
                withUnsafeBytes(of: id.uuid) { bytes.append(contentsOf: $0) }
            }
        }
        self.bytes = bytes
    }
}
