public import HubModel
public import PluginKit

/// In which order plugins are loaded, by what they require and are aware of, decided before anything starts.
///
/// The answer depends on the set of plugins alone, not on the order in which they are given.
public struct PluginGraph: Sendable {
    /// A plugin with what it needs.
    public struct Node: Hashable, Sendable {
        public var key: PluginKey
        public var requires: [PluginRequirement]
        public var awareOf: [ProfileCode]
        /// Where it comes from, for messages: the name of its folder.
        public var place: String

        public init(key: PluginKey, requires: [PluginRequirement] = [], awareOf: [ProfileCode] = [], place: String) {
            self.key = key
            self.requires = requires
            self.awareOf = awareOf
            self.place = place
        }
    }

    /// A plugin that can't be loaded, with the reason.
    public struct Refused: Hashable, Sendable {
        public var node: Node
        public var reason: PluginGraphRefusal
    }

    /// What is loaded, each after those that it needs; of plugins that do not need each other the lower key comes first.
    public let order: [PluginKey]
    /// By key, then by place.
    public let refused: [Refused]

    /// - Parameter refusedBefore: plugins that are there and can't be loaded for another reason.
    public init(_ nodes: [Node], refusedBefore: [PluginKey] = []) {
        var resolution = Resolution(nodes: nodes, refusedBefore: Set(refusedBefore))
        resolution.refuseSameVersions()
        repeat { resolution.refuseUnmet() } while resolution.refuseCycle()
        order = resolution.order()
        refused = resolution.refused.sorted { ($0.node.key, $0.node.place) < ($1.node.key, $1.node.place) }
    }
}

private struct Resolution {
    private var nodes: [PluginGraph.Node]
    private var alive: [PluginKey: PluginGraph.Node] = [:]
    private var refusedKeys: Set<PluginKey>
    private(set) var refused: [PluginGraph.Refused] = []

    init(nodes: [PluginGraph.Node], refusedBefore: Set<PluginKey>) {
        self.nodes = nodes.sorted { ($0.key, $0.place) < ($1.key, $1.place) }
        refusedKeys = refusedBefore
    }

    private mutating func refuse(_ node: PluginGraph.Node, _ reason: PluginGraphRefusal) {
        alive[node.key] = nil
        refusedKeys.insert(node.key)
        refused.append(PluginGraph.Refused(node: node, reason: reason))
    }

    mutating func refuseSameVersions() {
        for (key, same) in Dictionary(grouping: nodes, by: \.key) {
            // What only claims to be this version, unverified, can't keep the real one out.
            if same.count == 1 {
                alive[key] = same[0]
            } else {
                let places = same.map(\.place)
                for node in same { refuse(node, .sameVersionTwice(key, places: places)) }
            }
        }
    }

    /// Until nothing changes: refusing one may leave another without what it requires.
    mutating func refuseUnmet() {
        while let (node, reason) = firstUnmet() { refuse(node, reason) }
    }

    private func firstUnmet() -> (PluginGraph.Node, PluginGraphRefusal)? {
        for node in nodes where alive[node.key] == node {
            for requirement in node.requires where provider(of: requirement) == nil {
                return (node, reason(for: requirement, of: node.key))
            }
        }
        return nil
    }

    /// The newest version that will do.
    private func provider(of requirement: PluginRequirement) -> PluginKey? {
        alive.keys.filter { $0.id == requirement.id && requirement.isMet(by: $0.version) }.max()
    }

    private func reason(for requirement: PluginRequirement, of key: PluginKey) -> PluginGraphRefusal {
        let fitting = refusedKeys.filter { $0.id == requirement.id && requirement.isMet(by: $0.version) }
        if let refused = fitting.max() { return .requirementRefused(key, requirement, refused: refused) }
        let others = (Set(nodes.map(\.key)).union(refusedKeys)).filter { $0.id == requirement.id }.sorted()
        if !others.isEmpty { return .requirementVersion(key, requirement, found: others.map(\.version)) }
        let ids = Set(alive.keys.map(\.id.rawValue)).subtracting([key.id.rawValue])
        return .requirementMissing(key, requirement, nearest: PluginGraphRefusal.nearest(requirement.id, among: ids))
    }

    /// What is loaded before a plugin.
    private func needs(of key: PluginKey) -> [PluginKey] {
        guard let node = alive[key] else { return [] }
        let required = node.requires.compactMap(provider)
        let known = alive.keys.filter { node.awareOf.contains($0.id) && $0.id != key.id }
        return Set(required).union(known).sorted()
    }

    /// Refuses the plugins of one cycle; false when there is none.
    mutating func refuseCycle() -> Bool {
        var done: Set<PluginKey> = []
        for key in alive.keys.sorted() {
            var path: [PluginKey] = []
            guard let cycle = cycle(from: key, path: &path, done: &done) else { continue }
            for (number, key) in cycle.enumerated() {
                guard let node = alive[key] else { continue }
                // Told from each plugin's own end, so that its name comes first.
                let turned = Array(cycle[number...] + cycle[..<number]) + [key]
                refuse(node, .cycle(key, path: turned))
            }
            return true
        }
        return false
    }

    private func cycle(from key: PluginKey, path: inout [PluginKey], done: inout Set<PluginKey>) -> [PluginKey]? {
        if let start = path.firstIndex(of: key) { return Array(path[start...]) }
        guard !done.contains(key) else { return nil }
        path.append(key)
        for need in needs(of: key) {
            if let cycle = cycle(from: need, path: &path, done: &done) { return cycle }
        }
        path.removeLast()
        done.insert(key)
        return nil
    }

    func order() -> [PluginKey] {
        var waiting = Dictionary(uniqueKeysWithValues: alive.keys.map { ($0, Set(needs(of: $0))) })
        var order: [PluginKey] = []
        while let next = waiting.filter({ $0.value.isEmpty }).keys.min() {
            order.append(next)
            waiting[next] = nil
            for key in waiting.keys { waiting[key]?.remove(next) }
        }
        return order
    }
}
