/// An entry of a stream and the hash that stands for it and all before it.
public struct AuditHead: Codable, Hashable, Sendable {
    public let stream: String
    public let seq: Int64
    /// Lower-case hexadecimal digits.
    public let hash: String
}
