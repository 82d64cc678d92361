import Foundation
import HubModel

/// Reads `subdistricts.csv`: a header `code,name` and one sub-district a line.
struct SubdistrictTable {
    let file: String
    let log: MistakeLog

    func read(_ text: String) -> [District.Subdistrict] {
        var declarations = Declarations(what: LocalizedText(zh: "街道", en: "sub-district"))
        var subdistricts: [District.Subdistrict] = []
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        if lines.first != "code,name" {
            report(
                .syntax, line: 1, zh: "表头不对", en: "wrong header",
                allowed: LocalizedText(zh: "code,name", en: "code,name"))
        }
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == 2, fields[0].utf8.count == 9, CodeForm.digits.matches(String(fields[0])),
                !fields[1].trimmingCharacters(in: .whitespaces).isEmpty
            else {
                report(
                    .syntax, line: index + 1, zh: "不是一行街道", en: "not a line for a sub-district",
                    allowed: LocalizedText(zh: "九位代码,名称", en: "nine-digit code,name"))
                continue
            }
            let code = String(fields[0])
            declarations.declare(code, at: Place(file: file, line: index + 1, column: 1), log: log)
            subdistricts.append(District.Subdistrict(code: code, name: String(fields[1])))
        }
        return subdistricts
    }

    private func report(
        _ key: ConfigurationMistake.Key, line: Int, zh: String, en: String, allowed: LocalizedText
    ) {
        log.report(
            key, at: Place(file: file, line: line, column: 1), LocalizedText(zh: zh, en: en), allowed: allowed)
    }
}
