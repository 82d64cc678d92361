import ArgumentParser
import FactLog
import Foundation

/// Where a one-time code comes from.
struct CodeOptions: ParsableArguments {
    @Option(help: "The enrolment code 登记码 from the district's operator.")
    var code: String?

    @Option(help: "A file with the code, - for the standard input, so that it does not stand in the list of processes.")
    var codeFile: String?

    /// Nil when none was given.
    func read() throws -> EnrolmentCode? {
        var text = code
        if let codeFile {
            guard code == nil else { throw ValidationError("give --code or --code-file, not both") }
            let data =
                codeFile == "-"
                ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: codeFile)
            guard let data else { throw ValidationError("\(codeFile) 无法读取 / \(codeFile) can't be read") }
            text = String(decoding: data, as: UTF8.self)
        }
        guard let text else { return nil }
        guard let code = EnrolmentCode(text: text) else {
            throw ValidationError("登记码有误，请逐字核对 / that is no enrolment code; compare it letter by letter")
        }
        return code
    }
}
