import ArgumentParser
import StationNode

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Recompute the book's whole chain from the stored lines.",
        discussion: "The exit status is 1 when the chain does not hold.")

    @OptionGroup var options: BookOptions

    func run() async throws {
        let result = try await options.open().verifyChain()
        guard let broken = result.firstBreak else {
            print("\(result.verified) 条记录，链条完整 / \(result.verified) facts, the chain holds")
            return
        }
        print(
            """
            链条在 \(broken.place) 处断开（\(broken.reason.rawValue)），之前 \(result.verified) 条完整。请勿改动账本文件，联系区级管理员。
            The chain breaks at \(broken.place) (\(broken.reason.rawValue)); \(result.verified) facts before it hold. \
            Leave the book's files as they are and call the district's operator.
            """)
        throw ExitCode.failure
    }
}
