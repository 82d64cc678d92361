extension Query.StringInterpolation {
    /// A value that may be NULL. The label says so to the reader, and to the compiler, which otherwise takes an
    /// optional in an interpolation for a mistake.
    public mutating func appendInterpolation<Value: PostgresEncodable>(nullable value: Value?) {
        binds.append(value, placeholder: sql.utf8.count)
        sql += "$"
        sql += String(binds.count)
    }
}
