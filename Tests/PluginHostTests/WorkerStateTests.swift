import Foundation
import HubModel
import PluginFixtures
import PluginKit
import Testing

@testable import PluginHost

@Suite("When a plugin that failed is tried again")
struct WorkerCircuitTests {
    private let now = Date(timeIntervalSince1970: 1000)

    @Test("Delays double up to the longest, and begin anew after an answer")
    func delays() {
        var circuit = WorkerCircuit(
            firstDelay: .milliseconds(100), longestDelay: .seconds(1), failuresUntilOpen: 100)
        let delays = (0..<90).map { _ in circuit.fail(at: now) }
        #expect(Array(delays.prefix(5)) == [100, 200, 400, 800, 1000].map { Duration.milliseconds($0) })
        #expect(delays.dropFirst(5).allSatisfy { $0 == .seconds(1) })
        circuit.succeed()
        #expect(circuit.phase == .closed)
        let anew = circuit.fail(at: now)
        #expect(anew == .milliseconds(100))
    }

    @Test("Open, half open for one trial, and closed by its success alone")
    func phases() {
        var circuit = WorkerCircuit(firstDelay: .seconds(1), longestDelay: .seconds(60), failuresUntilOpen: 2)
        _ = circuit.fail(at: now)
        #expect(circuit.phase == .waiting && circuit.refusesUntil == nil)
        circuit.delayPassed()
        #expect(circuit.phase == .closed)
        _ = circuit.fail(at: now)
        #expect(circuit.refusesUntil == now + 2)
        circuit.delayPassed()
        #expect(circuit.refusesUntil == nil && circuit.isOpen)
        let trials = [circuit.begin(), circuit.begin()]
        #expect(trials == [true, false] && circuit.refusesUntil == now + 2)
        circuit.abandonTrial()
        let second = circuit.begin()
        let delay = circuit.fail(at: now)
        #expect(second && delay == .seconds(4) && circuit.refusesUntil == now + 4)
        circuit.delayPassed()
        let third = circuit.begin()
        #expect(third)
        circuit.succeed()
        #expect(circuit.phase == .closed && !circuit.isOpen)
    }
}

@Suite("The compact form")
struct CompactFormTests {
    private struct Everything: Codable, Hashable {
        enum Choice: Codable, Hashable {
            case plain
            case pair(Int, name: String)
        }
        var yes = true
        var small: Int8 = -128
        var large = UInt64.max
        var least = Int64.min
        var double = -0.1
        var float: Float = 1.5
        var text = "心理 \u{1F600} \0"
        var empty: [Int] = []
        var nothing: String?
        var sparse: [Int?] = [nil, 3, Int.min]
        var nested = [["a": [1.5, 2]], [:]]
        var choices = [Choice.plain, .pair(7, name: "")]
        var date = Date(timeIntervalSince1970: 0.25)
        var bytes = Data([0, 255])
        var id = UUID()
    }

    @Test("Comes back as it was", arguments: [0, 1, 300])
    func roundTrip(count: Int) throws {
        let all = Array(repeating: Everything(), count: count)
        #expect(try PluginFrames.decode([Everything].self, from: PluginFrames.encode(all)) == all)
    }

    @Test("A plugin's data and every error of loading come back as they were")
    func realTypes() throws {
        let data = try #require(PluginFixture.elderlyGuardian())
        #expect(try PluginFrames.decode(PluginData.self, from: PluginFrames.encode(data)) == data)
        let failure = PluginFailure.unknownInstrument("X", plugin: data.manifest.id)
        let error = PluginLoadError.dataRefused(plugin: PluginKey(data.manifest), failure: failure)
        #expect(try PluginFrames.decode(PluginLoadError.self, from: PluginFrames.encode(error)) == error)
    }

    @Test("Bytes that were cut or changed give an error or another value, and nothing worse")
    func damage() throws {
        let whole = try PluginFrames.encode([Everything()])
        for length in 0..<whole.count {
            #expect(throws: DecodingError.self) {
                try PluginFrames.decode([Everything].self, from: Array(whole.prefix(length)))
            }
        }
        for index in whole.indices {
            for change in [0x01, 0x80, 0xFF] as [UInt8] {
                var damaged = whole
                damaged[index] ^= change
                _ = try? PluginFrames.decode([Everything].self, from: damaged)
            }
        }
    }
}
