import DistrictConfig
import Foundation
import HubModel
import Logging
import PluginFixtures
import PluginHost
import PluginKit
import PluginTestKit
import Testing

/// Every shipped plugin under random requests: no trap, and the same answers in this process as in one of its own, which
/// is how a hub's and a station's answers agree. `xinlian-hub plugins check` asks as many more as one likes.
@Suite(.timeLimit(.minutes(5))) struct RandomRequestTests {
    @Test(arguments: [
        "community-hub", "elderly-guardian", "mother-infant-steward", "parent-child-partner", "workplace-energy",
    ])
    func everyPluginKeepsItsBounds(profile: String) async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let configuration = try ConfigurationReader.read(
            config: root.appending(path: "config"), plugins: root.appending(path: "Plugins"))
        let code = try #require(ProfileCode(rawValue: profile))
        let data = try #require(configuration.profiles[code])
        var ways: [PluginCheck.Ask] = []
        for isolation in [PluginIsolation.inProcess, .worker] {
            let host = try PluginHost(transport: isolation.transport(), logger: .silent)
            try await host.load(data)
            ways.append { try await host.answers($0, by: PluginKey(data.manifest)) }
        }
        let seed = UInt64.random(in: .min ... .max)
        let violations = try await PluginCheck(data: data, seed: seed, ways: ways).run(1_000)
        #expect(violations.isEmpty, "seed \(seed): \(violations)")
    }
}
