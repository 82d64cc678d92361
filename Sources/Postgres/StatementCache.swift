/// The statements prepared on one connection. The least recently used gives way.
struct StatementCache {
    struct Key: Hashable {
        var sql: String
        var types: [UInt32]

        init(_ query: Query) {
            sql = query.sql
            types = query.binds.slots.map(\.type.oid)
        }

        // The types differ only when the same text is used with different Swift types, so the text alone is hashed.
        func hash(into hasher: inout Hasher) {
            hasher.combine(sql)
        }
    }

    final class Entry {
        let key: Key
        let name: [CChar]
        fileprivate var lastUse: UInt64

        init(key: Key, name: String, lastUse: UInt64) {
            self.key = key
            self.name = Array(name.utf8CString)
            self.lastUse = lastUse
        }

        var nameText: String { name.withUnsafeBufferPointer { String(cString: $0.baseAddress.unsafelyUnwrapped) } }
    }

    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0
    private var lastNumber: UInt64 = 0
    private let limit: Int
    /// Names whose statements the server still holds and need not.
    private(set) var evicted: [String] = []

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    var count: Int { entries.count }

    mutating func lookup(_ query: Query) -> Entry? {
        guard let entry = entries[Key(query)] else { return nil }
        clock &+= 1
        entry.lastUse = clock
        return entry
    }

    mutating func insert(_ query: Query) -> Entry {
        if entries.count >= limit, let oldest = entries.values.min(by: { $0.lastUse < $1.lastUse }) {
            entries[oldest.key] = nil
            evicted.append(oldest.nameText)
        }
        clock &+= 1
        lastNumber &+= 1
        let entry = Entry(key: Key(query), name: "s\(lastNumber)", lastUse: clock)
        entries[entry.key] = entry
        return entry
    }

    /// Forgets a statement that the server does not have or that no longer fits its tables.
    mutating func remove(_ entry: Entry, isOnServer: Bool) {
        guard entries[entry.key] === entry else { return }
        entries[entry.key] = nil
        if isOnServer { evicted.append(entry.nameText) }
    }

    mutating func forgetEvicted(_ name: String) {
        evicted.removeAll { $0 == name }
    }

    mutating func removeAll() {
        entries.removeAll()
        evicted.removeAll()
    }
}
