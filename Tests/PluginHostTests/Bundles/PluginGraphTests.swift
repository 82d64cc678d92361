import Foundation
import HubModel
import PluginHost
import PluginKit
import Testing

@Suite("The order in which plugins are loaded")
struct PluginGraphTests {
    /// `b@1.2.0 <- a>=1.0.0<2.0.0 ?c`: b in version 1.2.0 requires a and is aware of c. The version is 1.0.0 unless said
    /// otherwise, the lowest one required 0.0.0.
    static func node(_ text: String) throws -> PluginGraph.Node {
        let parts = text.split(separator: " ").filter { $0 != "<-" }.map(String.init)
        let names = parts[0].split(separator: "@").map(String.init)
        let key = PluginKey(id: try id(names[0]), version: names.count > 1 ? names[1] : "1.0.0")
        var node = PluginGraph.Node(key: key, place: parts[0])
        for part in parts.dropFirst() {
            if part.hasPrefix("?") {
                node.awareOf.append(try id(String(part.dropFirst())))
            } else {
                let match = try #require(part.wholeMatch(of: /([a-z-]+)(?:>=([0-9.]+))?(?:<([0-9.]+))?/))
                node.requires.append(
                    PluginRequirement(
                        id: try id(String(match.1)), from: match.2.map(String.init) ?? "0.0.0",
                        below: match.3.map(String.init)))
            }
        }
        return node
    }

    private static func id(_ text: String) throws -> ProfileCode { try #require(ProfileCode(rawValue: text)) }

    struct Case: Sendable, CustomTestStringConvertible {
        var nodes: [String]
        var order: [String]
        var refused: [String] = []

        var testDescription: String { nodes.joined(separator: ", ") }
    }

    static let cases = [
        Case(nodes: [], order: []),
        Case(nodes: ["c", "a", "b"], order: ["a", "b", "c"]),
        Case(nodes: ["a <- b", "b <- c", "c"], order: ["c", "b", "a"]),
        Case(nodes: ["a <- c d", "b <- d", "c", "d"], order: ["c", "d", "a", "b"]),
        // Aware of: first when there, not missed when not.
        Case(nodes: ["a <- ?z", "z"], order: ["z", "a"]),
        Case(nodes: ["a <- ?z", "b"], order: ["a", "b"]),
        Case(nodes: ["a <- ?z", "z <- missing"], order: ["a"], refused: ["z missing"]),
        Case(nodes: ["a <- ?b ?c", "b <- ?c", "c"], order: ["c", "b", "a"]),
        // Missing, and what follows from it.
        Case(nodes: ["a <- x", "b"], order: ["b"], refused: ["a missing"]),
        Case(nodes: ["a <- b", "b <- c", "c <- x"], order: [], refused: ["a refused b", "b refused c", "c missing"]),
        // Ranges.
        Case(nodes: ["a <- b>=1.0.0<2.0.0", "b@1.9.9"], order: ["b@1.9.9", "a"]),
        Case(nodes: ["a <- b>=1.0.0<2.0.0", "b@2.0.0"], order: ["b@2.0.0"], refused: ["a version 2.0.0"]),
        Case(nodes: ["a <- b>=1.0.0<2.0.0", "b@0.9.0"], order: ["b@0.9.0"], refused: ["a version 0.9.0"]),
        Case(nodes: ["a <- b>=1.9.0", "b@1.10.0"], order: ["b@1.10.0", "a"]),
        // Versions side by side; each gets the newest that will do.
        Case(nodes: ["b@2.0.0", "a <- b<2.0.0", "b@1.0.0"], order: ["b", "a", "b@2.0.0"]),
        Case(nodes: ["a <- b", "b@1.0.0", "b@2.0.0 <- x"], order: ["b", "a"], refused: ["b@2.0.0 missing"]),
        Case(nodes: ["a <- ?b", "b@1.0.0", "b@2.0.0"], order: ["b", "b@2.0.0", "a"]),
        // One version twice.
        Case(nodes: ["a", "b", "b"], order: ["a"], refused: ["b twice", "b twice"]),
        Case(nodes: ["a <- b", "b", "b"], order: [], refused: ["a refused b", "b twice", "b twice"]),
        // Cycles.
        Case(nodes: ["a <- b", "b <- a", "c"], order: ["c"], refused: ["a cycle a -> b -> a", "b cycle b -> a -> b"]),
        Case(
            nodes: ["a <- b", "b <- c", "c <- a", "d <- a"], order: [],
            refused: [
                "a cycle a -> b -> c -> a", "b cycle b -> c -> a -> b", "c cycle c -> a -> b -> c", "d refused a",
            ]),
        Case(nodes: ["a <- ?b", "b <- a"], order: [], refused: ["a cycle a -> b -> a", "b cycle b -> a -> b"]),
    ]

    private static func words(_ refused: PluginGraph.Refused) -> String {
        let name = text(refused.node.key)
        switch refused.reason {
        case .sameVersionTwice: return "\(name) twice"
        case .requirementMissing: return "\(name) missing"
        case .requirementVersion(_, _, let found): return "\(name) version \(found.joined(separator: " "))"
        case .requirementRefused(_, _, let other): return "\(name) refused \(text(other))"
        case .cycle(_, let path): return "\(name) cycle \(path.map(text).joined(separator: " -> "))"
        }
    }

    private static func text(_ key: PluginKey) -> String {
        key.version == "1.0.0" ? key.id.rawValue : key.description
    }

    @Test(arguments: cases)
    func `is the same for every order in which they are found`(example: Case) throws {
        var random = SeededGenerator(state: 7)
        var nodes = try example.nodes.map(Self.node)
        for _ in 0..<24 {
            let graph = PluginGraph(nodes)
            #expect(graph.order.map(Self.text) == example.order)
            #expect(graph.refused.map(Self.words) == example.refused)
            nodes.shuffle(using: &random)
        }
    }

    /// The newest b requires a, which takes the newest b: a cycle, although an older b would do for a.
    @Test func `a cycle through the newest version leaves the older one`() throws {
        let graph = PluginGraph(try ["a <- b", "b@1.0.0", "b@2.0.0 <- a"].map(Self.node))
        #expect(graph.order.map(Self.text) == ["b"])
        #expect(
            graph.refused.map(Self.words) == ["a cycle a -> b@2.0.0 -> a", "b@2.0.0 cycle b@2.0.0 -> a -> b@2.0.0"])
    }

    @Test func `a thousand random graphs keep the promises`() throws {
        var random = SeededGenerator(state: 20_261_122)
        for _ in 0..<1000 {
            let ids = try (0..<8).map { try #require(ProfileCode(rawValue: "p\($0)")) }
            let nodes = ids.map { id in
                let others = ids.filter { $0 != id }.shuffled(using: &random)
                let count = Int.random(in: 0...2, using: &random)
                return PluginGraph.Node(
                    key: PluginKey(id: id, version: "1.0.0"),
                    requires: others.prefix(count).map { PluginRequirement(id: $0, from: "1.0.0") },
                    awareOf: Array(others.suffix(Int.random(in: 0...1, using: &random))), place: id.rawValue)
            }.shuffled(using: &random).prefix(Int.random(in: 4...8, using: &random))
            let graph = PluginGraph(Array(nodes))
            #expect(graph.order.count + graph.refused.count == nodes.count)
            var before: Set<ProfileCode> = []
            for key in graph.order {
                let node = try #require(nodes.first { $0.key == key })
                #expect(before.isSuperset(of: node.requires.map(\.id)))
                let later = Set(graph.order.map(\.id)).subtracting(before)
                #expect(later.isDisjoint(with: node.awareOf))
                before.insert(key.id)
            }
            #expect(PluginGraph(nodes.shuffled(using: &random)).order == graph.order)
        }
    }

    @Test func `what is missing is named with the nearest id`() throws {
        let graph = PluginGraph(try ["a <- comunity-hub>=1.0.0", "community-hub"].map(Self.node))
        let reason = try #require(graph.refused.first?.reason)
        #expect(reason.message.en.contains("comunity-hub >= 1.0.0"))
        #expect(reason.message.en.contains("nearest: community-hub"))
        #expect(reason.message.zh.contains("最接近：community-hub"))
    }

    @Test func `one that only claims to be refused does not keep the real one out`() throws {
        let key = try Self.node("b").key
        let graph = PluginGraph(try ["a <- b", "b"].map(Self.node), refusedBefore: [key])
        #expect(graph.order.map(Self.text) == ["b", "a"])
        let alone = PluginGraph(try ["a <- b"].map(Self.node), refusedBefore: [key])
        #expect(alone.refused.map(Self.words) == ["a refused b"])
    }
}
