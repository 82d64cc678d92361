import Foundation
import HubModel
import PluginFixtures
import PluginHost
import PluginKit
import Testing

@Suite("Plugins in worker processes")
struct WorkerTests {
    @Test("The three profiles answer as they do in process, refusals included")
    func sameAnswers() async throws {
        let near = try PluginHost(logger: .silent)
        let far = try PluginHost(transport: WorkerTransport(), logger: .silent)
        let all = [
            try #require(PluginFixture.communityHub()), try #require(PluginFixture.elderlyGuardian()),
            try #require(PluginFixture.parentChildPartner()),
        ]
        for data in all {
            try await near.load(data)
            try await far.load(data)
            let requests = Self.requests(for: data)
            let expected = try await near.answers(requests, by: PluginKey(data.manifest))
            #expect(try await far.answers(requests, by: PluginKey(data.manifest)) == expected)
            #expect(expected.contains { (try? $0.get()) != nil } && expected.contains { (try? $0.get()) == nil })
        }
        #expect(try await far.answers([], by: PluginKey(all[0].manifest)).isEmpty)
        let states = await far.status()
        #expect(states.map(\.state) == [.running, .running, .running])
        #expect(Set(states.compactMap(\.processID)).count == 3)
    }

    private static func requests(for data: PluginData) -> [PluginRequest] {
        let known = data.instruments.flatMap { instrument in
            let highest = instrument.items.reduce(0) { $0 + $1.maximum }
            return (0...highest).flatMap { total in
                [nil, 15, 71].map { age in
                    AssessScreening(
                        instrument: instrument.code, answers: instrument.answers(scoring: total), ageYears: age,
                        impairment: total % 4, cognitiveScreenPositive: age.map { $0 > 70 })
                }
            }
        }
        let odd = [
            AssessScreening(instrument: "不存在", answers: [], ageYears: nil, impairment: nil),
            AssessScreening(instrument: "PHQ-9", answers: [nil, 1, Int.max], ageYears: nil, impairment: nil),
            AssessScreening(instrument: "PHQ-9", answers: Array(repeating: nil, count: 9), ageYears: -1, impairment: 0),
            AssessScreening(instrument: "PHQ-9", answers: Array(repeating: -4, count: 9), ageYears: 1, impairment: 9),
        ]
        return (known + odd).map { .assessScreening($0) }
    }

    @Test(
        "What kills a worker costs one call",
        arguments: [
            ("segfault", WorkerDeath.signal(SIGSEGV)), ("overflow", .signal(SIGSEGV)), ("exit", .status(0)),
            ("closeEverything", .status(70)), ("orphan", .signal(SIGSEGV)),
        ])
    func deaths(deed: String, death: WorkerDeath) async throws {
        let workers = try Workers()
        let plugin = try await workers.load()
        let first = try #require(try await workers.status(plugin).processID)
        #expect(try await workers.trouble(plugin, deed) == .crashed(plugin, death))
        #expect(try await workers.status(plugin).state == .restarting)
        async let answer = workers.tell(plugin, "processID")
        try await workers.clock.pass(.milliseconds(100))
        #expect(try await answer != "\(first)")
        let status = try await workers.status(plugin)
        #expect(status.state == .running && status.restarts == 1 && status.failures == 1 && status.calls == 2)
        #expect(status.lastFailure?.code == "crashed")
        #expect(status.lastFailure?.message == PluginCallError.crashed(plugin, death).message)
        #expect(status.lastFailure?.at == Workers.now)
        try await eventually("the first worker is reaped") { kill(first, 0) != 0 }
    }

    @Test("A failed check in Swift is a crash, not a lack of memory")
    func trap() async throws {
        let workers = try Workers()
        let plugin = try await workers.load()
        let error = try await workers.trouble(plugin, "trap")
        #expect(error.code == "crashed")
    }

    @Test("A worker that eats memory ends at its limit, and says so")
    func memory() async throws {
        let workers = try Workers { $0.memoryMebibytes = 64 }
        let plugin = try await workers.load()
        #expect(try await workers.trouble(plugin, "allocate") == .outOfMemory(plugin, limitMebibytes: 64))
        async let answer = workers.tell(plugin, "")
        try await workers.clock.pass(.milliseconds(100))
        #expect(try await answer == "")
    }

    @Test("Nothing that a plugin prints gets into the protocol")
    func printing() async throws {
        let workers = try Workers()
        let plugin = try await workers.load()
        #expect(try await workers.tell(plugin, "print") == "")
        #expect(try await workers.tell(plugin, "folder") == "/")
        #expect(try await workers.status(plugin).failures == 0)
    }

    @Test("A worker sees nothing of the host: no environment, no files; and can't open many or write any")
    func nothingOfTheHost() async throws {
        let secret = "XINLIAN_KEYS_OF_A_TEST"
        setenv(secret, "secret", 1)
        defer { unsetenv(secret) }
        let file = try #require(fopen("/proc/self/status", "r"))
        defer { fclose(file) }
        let workers = try Workers()
        let plugin = try await workers.load()
        let environment = try await workers.tell(plugin, "environment").split(separator: " ").map(String.init)
        #expect(Set(environment).isSubset(of: ["SWIFT_BACKTRACE", "LD_LIBRARY_PATH"]))
        let files = try await workers.tell(plugin, "descriptors").split(separator: " ")
        #expect(files.filter { $0.hasPrefix("socket:") }.count == 2)
        #expect(files.filter { !$0.hasPrefix("socket:") && $0 != "/dev/null" && !$0.hasSuffix("/statm") }.isEmpty)
        #expect(try #require(Int(try await workers.tell(plugin, "openFiles"))) < 16)
        #expect(try await workers.trouble(plugin, "write") == .crashed(plugin, .signal(SIGXFSZ)))
    }

    @Test("One that hangs is killed at its limit, while another answers", arguments: ["loop", "closeAndLoop"])
    func hang(deed: String) async throws {
        let workers = try Workers()
        let hanging = try await workers.load("hanging")
        let healthy = try await workers.load("healthy")
        let process = try #require(try await workers.status(hanging).processID)
        async let lost = workers.trouble(hanging, deed)
        try await eventually("the call is under way") { workers.clock.sleeping.contains(.milliseconds(2010)) }
        for _ in 0..<20 { #expect(try await workers.tell(healthy, "") == "") }
        // This one waits behind the one that hangs, and is not charged for it.
        async let queued = workers.tell(hanging, "processID", times: 3)
        #expect(try await workers.status(hanging).failures == 0)
        workers.clock.advance(by: .milliseconds(2010))
        #expect(try await lost == .timedOut(hanging, limitMilliseconds: 2010))
        try await workers.clock.pass(.milliseconds(100))
        #expect(try await queued != "\(process)")
        #expect(try await workers.status(healthy).failures == 0)
        try await eventually("the worker is reaped") { kill(process, 0) != 0 }
    }

    @Test("After five failures running calls are refused at once, until a trial succeeds")
    func circuit() async throws {
        let workers = try Workers()
        let plugin = try await workers.load()
        for delay in [100, 200, 400, 800] {
            _ = try await workers.trouble(plugin, "segfault")
            try await workers.clock.pass(.milliseconds(delay))
        }
        _ = try await workers.trouble(plugin, "segfault")
        let until = Workers.now + 1.6
        #expect(try await workers.trouble(plugin, "") == .circuitOpen(plugin, until: until))
        #expect(try await workers.status(plugin).state == .circuitOpen)
        #expect(try await workers.status(plugin).processID == nil)

        try await workers.clock.pass(.milliseconds(1600))
        // The first trial fails: refused again, for twice as long.
        try await eventually("a trial") {
            try await workers.trouble(plugin, "segfault") == .crashed(plugin, .signal(SIGSEGV))
        }
        let later = Workers.now + 3.2
        #expect(try await workers.trouble(plugin, "") == .circuitOpen(plugin, until: later))
        try await workers.clock.pass(.milliseconds(3200))
        try await eventually("a trial that succeeds") { (try? await workers.tell(plugin, "")) == "" }
        let status = try await workers.status(plugin)
        #expect(status.state == .running && status.failures == 6 && status.calls == 7)
    }

    @Test("One that dies between two calls is started again without being asked")
    func idleDeath() async throws {
        let workers = try Workers()
        let plugin = try await workers.load()
        let process = try #require(try await workers.status(plugin).processID)
        kill(process, SIGKILL)
        try await workers.clock.pass(.milliseconds(100))
        try await eventually("it runs again") { try await workers.status(plugin).restarts == 1 }
        #expect(try await workers.status(plugin).lastFailure?.message.en.contains("SIGKILL") == true)
        #expect(try await workers.tell(plugin, "") == "")
    }

    @Test("Fifty crashes leave neither processes nor open files behind")
    func nothingLeaks() async throws {
        let workers = try Workers {
            $0.firstDelay = .zero
            $0.failuresUntilOpen = 1000
        }
        let plugin = try await workers.load()
        var processes: Set<Int32> = []
        let before = try Self.openFiles()
        for _ in 0..<50 {
            let process = try await workers.tell(plugin, "processID")
            processes.insert(try #require(Int32(process)))
            #expect(try await workers.trouble(plugin, "segfault") == .crashed(plugin, .signal(SIGSEGV)))
        }
        #expect(processes.count == 50)
        try await eventually("all are reaped") { processes.allSatisfy { kill($0, 0) != 0 } }
        // Other tests open a few files of their own meanwhile.
        #expect(try Self.openFiles() < before + 40)
    }

    private static func openFiles() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    @Test("Workers end with the host that started them")
    func endWithHost() async throws {
        var processes: [Int32] = []
        do {
            let workers = try Workers()
            let idle = try await workers.load("idle")
            processes.append(try #require(try await workers.status(idle).processID))
        }
        try await eventually("no worker is left") { processes.allSatisfy { kill($0, 0) != 0 } }
    }

    @Test("A plugin that crashes when it is loaded is an error of loading, and can be loaded once corrected")
    func crashAtStart() async throws {
        let workers = try Workers()
        await #expect(throws: PluginCallError.self) { try await workers.load(thresholds: ["crashAtStart": 1]) }
        #expect(await workers.host.status().isEmpty)
        let plugin = try await workers.load()
        #expect(try await workers.tell(plugin, "") == "")
    }

    @Test("Without the worker's program the error names the place where it should be")
    func missingProgram() async throws {
        let workers = try Workers { $0.program = "/nonexistent/xinlian-plugin-worker" }
        await #expect(throws: PluginCallError.workerMissing(path: "/nonexistent/xinlian-plugin-worker")) {
            try await workers.load()
        }
    }
}
