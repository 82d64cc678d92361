import Foundation

/// The rows of a file of screening answers, one a respondent.
struct ScreeningSheet {
    struct Row {
        var respondent: String
        /// Whole years; nil when the file doesn't say.
        var age: Int?
        var sex: String
        /// The row as it stands.
        var text: String
    }

    let header: String
    let rows: [Row]

    /// Reads a file with the columns `respondent`, `age_years` and `sex` at least, none of them quoted.
    ///
    /// - Throws: ``DemoPlanError/missingColumn(_:)``.
    init(contentsOf file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline)
        header = lines.first.map(String.init) ?? ""
        let names = header.split(separator: ",", omittingEmptySubsequences: false)
        func column(_ name: String) throws -> Int {
            guard let index = names.firstIndex(where: { $0 == name }) else { throw DemoPlanError.missingColumn(name) }
            return index
        }
        let (respondent, age, sex) = (try column("respondent"), try column("age_years"), try column("sex"))
        rows = lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            func field(_ index: Int) -> Substring { index < fields.count ? fields[index] : "" }
            return Row(
                respondent: String(field(respondent)), age: Int(field(age)), sex: String(field(sex)), text: String(line)
            )
        }
    }
}
