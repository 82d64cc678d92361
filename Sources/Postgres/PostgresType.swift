/// A type of the server, by its object id (`pg_type.oid`).
public struct PostgresType: Sendable, Hashable, CustomStringConvertible {
    public let oid: UInt32

    @inlinable
    public init(oid: UInt32) {
        self.oid = oid
    }

    /// Left to the server to infer.
    @inlinable public static var unspecified: PostgresType { PostgresType(oid: 0) }
    @inlinable public static var bool: PostgresType { PostgresType(oid: 16) }
    @inlinable public static var bytea: PostgresType { PostgresType(oid: 17) }
    @inlinable public static var char: PostgresType { PostgresType(oid: 18) }
    @inlinable public static var name: PostgresType { PostgresType(oid: 19) }
    @inlinable public static var int8: PostgresType { PostgresType(oid: 20) }
    @inlinable public static var int2: PostgresType { PostgresType(oid: 21) }
    @inlinable public static var int4: PostgresType { PostgresType(oid: 23) }
    @inlinable public static var text: PostgresType { PostgresType(oid: 25) }
    @inlinable public static var oid: PostgresType { PostgresType(oid: 26) }
    @inlinable public static var json: PostgresType { PostgresType(oid: 114) }
    @inlinable public static var xml: PostgresType { PostgresType(oid: 142) }
    @inlinable public static var float4: PostgresType { PostgresType(oid: 700) }
    @inlinable public static var float8: PostgresType { PostgresType(oid: 701) }
    @inlinable public static var unknown: PostgresType { PostgresType(oid: 705) }
    @inlinable public static var bpchar: PostgresType { PostgresType(oid: 1042) }
    @inlinable public static var varchar: PostgresType { PostgresType(oid: 1043) }
    @inlinable public static var date: PostgresType { PostgresType(oid: 1082) }
    @inlinable public static var timestamp: PostgresType { PostgresType(oid: 1114) }
    @inlinable public static var timestamptz: PostgresType { PostgresType(oid: 1184) }
    @inlinable public static var numeric: PostgresType { PostgresType(oid: 1700) }
    @inlinable public static var uuid: PostgresType { PostgresType(oid: 2950) }
    @inlinable public static var jsonb: PostgresType { PostgresType(oid: 3802) }

    /// The first id that the server gives to types made by users, such as enumerations.
    @usableFromInline static var firstUserOID: UInt32 { 16384 }

    private static let arrays: [UInt32: UInt32] = [
        16: 1000, 17: 1001, 18: 1002, 19: 1003, 20: 1016, 21: 1005, 23: 1007, 25: 1009, 26: 1028, 114: 199, 142: 143,
        700: 1021, 701: 1022, 1042: 1014, 1043: 1015, 1082: 1182, 1114: 1115, 1184: 1185, 1700: 1231, 2950: 2951,
        3802: 3807,
    ]

    private static let names: [UInt32: String] = [
        16: "bool", 17: "bytea", 18: "\"char\"", 19: "name", 20: "int8", 21: "int2", 23: "int4", 25: "text",
        26: "oid", 114: "json", 142: "xml", 700: "float4", 701: "float8", 705: "unknown", 1042: "bpchar",
        1043: "varchar", 1082: "date", 1114: "timestamp", 1184: "timestamptz", 1700: "numeric", 2950: "uuid",
        3802: "jsonb",
    ]

    /// The type of arrays of this type, or `unspecified` where it is not built in.
    public var array: PostgresType {
        PostgresType(oid: Self.arrays[oid] ?? 0)
    }

    public var description: String {
        if let name = Self.names[oid] { return name }
        if let element = Self.arrays.first(where: { $0.value == oid }) { return "\(PostgresType(oid: element.key))[]" }
        return oid == 0 ? "unspecified" : "type \(oid)"
    }
}
