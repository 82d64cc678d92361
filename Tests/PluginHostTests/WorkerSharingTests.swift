import PluginFixtures
import PluginHost
import PluginKit
import Testing

/// What workers leave to each other and to their host.
@Suite("Workers beside others")
struct WorkerSharingTests {
    @Test("A worker stands back behind its host before its plugin is loaded")
    func standsBack() async throws {
        let workers = try Workers()
        let plugin = try await workers.load()
        #expect(try await workers.tell(plugin, "niceness") == "10")
    }

    @Test("Calls at once to one plugin get each its own answers")
    func manyCallers() async throws {
        let workers = try Workers()
        let plugin = try await workers.load()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for count in 1...40 {
                group.addTask {
                    let request = PluginRequest.assessScreening(
                        AssessScreening(
                            instrument: "", answers: Array(repeating: 1, count: count), ageYears: nil, impairment: nil))
                    for _ in 0..<5 {
                        let answers = try await workers.host.answers(
                            Array(repeating: request, count: count), by: plugin)
                        #expect(answers.count == count)
                        #expect(try answers.allSatisfy { try $0.get().assessment?.total == count })
                    }
                }
            }
            try await group.waitForAll()
        }
        let status = try await workers.status(plugin)
        #expect(status.calls == 200 && status.failures == 0)
    }

    @Test("Who gives up while a worker is being started again holds up nobody", .timeLimit(.minutes(2)))
    func givingUp() async throws {
        let workers = try Workers()
        let plugin = try await workers.load()
        _ = try await workers.trouble(plugin, "segfault")
        let call = Task { try await workers.tell(plugin, "") }
        // Nothing tells that it waits; if it doesn't yet, there is less to see.
        for _ in 0..<1000 { await Task.yield() }
        call.cancel()
        try await workers.clock.pass(.milliseconds(100))
        _ = await call.result
        #expect(try await workers.tell(plugin, "") == "")
    }

    @Test("While three plugins crash, hang and eat memory again and again, another answers every call")
    func mayhem() async throws {
        let workers = try Workers { $0.clock = ContinuousClock() }
        let healthy = try await workers.load("healthy")
        let deeds = ["segfault", "loop", "allocate"]
        var troublemakers: [(key: PluginKey, deed: String)] = []
        for deed in deeds { troublemakers.append((try await workers.load(deed), deed)) }
        let trouble = Task { [troublemakers] in
            await withTaskGroup(of: Void.self) { group in
                for (key, deed) in troublemakers {
                    group.addTask {
                        while !Task.isCancelled {
                            do {
                                _ = try await workers.tell(key, deed)
                            } catch PluginCallError.circuitOpen {
                                return
                            } catch {}
                        }
                    }
                }
            }
        }
        for (key, _) in troublemakers {
            try await eventually("\(key) is in trouble") { try await workers.status(key).calls > 0 }
        }
        for _ in 0..<200 { #expect(try await workers.tell(healthy, "") == "") }
        trouble.cancel()
        await trouble.value
        for (key, _) in troublemakers { #expect(try await workers.status(key).failures > 0) }
        let status = try await workers.status(healthy)
        #expect(status.calls == 200 && status.failures == 0 && status.restarts == 0)
    }
}
