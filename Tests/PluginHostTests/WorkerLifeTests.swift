import Foundation
import PluginFixtures
import PluginKit
import Testing

@testable import PluginHost

@Suite("A worker without its host")
struct WorkerLifeTests {
    private func program(talkingTo socket: Int32) -> Process {
        let worker = Process()
        worker.executableURL = URL(filePath: WorkerSettings.defaultProgram)
        worker.standardInput = FileHandle(fileDescriptor: socket)
        worker.standardOutput = FileHandle(fileDescriptor: socket)
        worker.standardError = FileHandle.nullDevice
        return worker
    }

    private func order(digest: String? = nil) async throws -> [UInt8] {
        let data = try #require(PluginFixture.data(id: "hostile", module: "HostilePlugin"))
        let library = try PluginLibrary(
            verifying: data.manifest, in: PluginHost.defaultLibraryDirectory.path,
            host: try ContractStamp.ofLoadedContract())
        return try PluginFrames.frame(
            5,
            WorkerOrder(
                path: library.path, digest: digest ?? library.digest, data: data, memoryBytes: 64 << 20))
    }

    @Test("Ends when the host hangs up, also while its plugin hangs")
    func hostGone() async throws {
        let order = try await order()
        let (own, other) = try OwnedSocket.pair()
        let worker = program(talkingTo: other)
        try worker.run()
        close(other)
        try FrameReader.write(order, to: own.descriptor)
        var reader = FrameReader(own.descriptor)
        let ready = try #require(try reader.next())
        #expect(ready.number == 5)
        let endless = AssessScreening(instrument: "loop", answers: [], ageYears: nil, impairment: nil)
        try FrameReader.write(
            PluginFrames.frame(6, [PluginRequest.assessScreening(endless)]), to: own.descriptor)
        own.shutDown()
        try await eventually("it ends") { !worker.isRunning }
        #expect(worker.terminationReason == .exit && worker.terminationStatus == 0)
    }

    @Test("Refuses a library that is not the one the host verified")
    func replaced() async throws {
        let (own, other) = try OwnedSocket.pair()
        let worker = program(talkingTo: other)
        try worker.run()
        close(other)
        try FrameReader.write(try await order(digest: String(repeating: "0", count: 64)), to: own.descriptor)
        var reader = FrameReader(own.descriptor)
        let answer = try #require(try reader.next())
        let reply = try PluginFrames.decode(WorkerReply.self, from: answer.payload)
        guard case .refused(.libraryReplaced) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(try reader.next() == nil)
    }

    @Test("Started by hand it says that it is not meant to be")
    func byHand() async throws {
        let worker = Process()
        worker.executableURL = URL(filePath: WorkerSettings.defaultProgram)
        worker.standardInput = FileHandle.nullDevice
        worker.standardError = FileHandle.nullDevice
        try worker.run()
        try await eventually("it ends") { !worker.isRunning }
        #expect(worker.terminationReason == .exit && worker.terminationStatus == 64)
    }
}
