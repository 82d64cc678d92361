public import HubModel
import Workbooks

/// What is wrong with a line of a statement's file. Lines count from 1 as in an editor; 0 is the file as a whole.
public struct BankFileProblem: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// The last line has no end, as when only half of the file arrived.
        case cutOff
        case notUTF8
        case brokenQuotes
        case lineTooLong
        case empty
        case tooManyLines(most: Int)
        /// A column that must be there.
        case missingColumn(LocalizedText)
        case repeatedColumn(String)
        case fieldCount(found: Int, expected: Int)
        case wrongDay(String)
        case futureDay(String)
        case wrongAmount(String)
        /// Money either comes in or goes out.
        case bothOrNeitherAmount
        case textTooLong(most: Int)
        /// The balance beside the line isn't the one before it and the line's amount.
        case wrongBalance(expectedFen: Int64, foundFen: Int64)
        /// What it opens with and its lines don't make what it closes with.
        case doesNotAddUp(openingFen: Int64, linesFen: Int64, closingFen: Int64)
        case tooLarge
    }

    public var line: Int
    public var reason: Reason

    public init(line: Int, _ reason: Reason) {
        self.line = line
        self.reason = reason
    }

    /// What is wrong and what to do, with the line.
    public var words: LocalizedText {
        guard line > 0 else { return text }
        return LocalizedText(zh: "第 \(line) 行：\(text.zh)", en: "line \(line): \(text.en)")
    }

    private var text: LocalizedText {
        switch reason {
        case .cutOff:
            LocalizedText(
                zh: "最后一行不完整，文件可能只传了一半，请重新下载后再导入",
                en: "the last line has no end; the file may be half of it, download it again")
        case .notUTF8:
            LocalizedText(
                zh: "不是 UTF-8 文本，请在表格软件中另存为“CSV UTF-8”", en: "this is not UTF-8; save the file as “CSV UTF-8”")
        case .brokenQuotes: LocalizedText(zh: "引号不成对，请检查该行", en: "quotation marks don't match; check the line")
        case .lineTooLong: LocalizedText(zh: "一行过长，不像对账单", en: "the line is too long for a statement")
        case .empty: LocalizedText(zh: "没有收支记录，请核对选择的文件", en: "there is no movement in it; check which file was chosen")
        case .tooManyLines(let most):
            LocalizedText(zh: "超过 \(most) 行，请按月分别导入", en: "more than \(most) lines; import it month by month")
        case .missingColumn(let name):
            LocalizedText(
                zh: "首行缺少“\(name.zh)”列，须有日期、收入、支出",
                en: "the first line has no column “\(name.en)”; there must be date, in and out")
        case .repeatedColumn(let name):
            LocalizedText(zh: "有两个同义的“\(name)”列，请只留一个", en: "two columns mean the same as “\(name)”; leave one")
        case .fieldCount(let found, let expected):
            LocalizedText(
                zh: "有 \(found) 列，应为 \(expected) 列，请补全该行",
                en: "\(found) fields where the first line has \(expected); complete it")
        case .wrongDay(let text):
            LocalizedText(zh: "“\(text)”不是日期，应如 2026-03-01", en: "“\(text)” is no day such as 2026-03-01")
        case .futureDay(let text): LocalizedText(zh: "日期 \(text) 在今天之后", en: "\(text) is after today")
        case .wrongAmount(let text):
            LocalizedText(
                zh: "“\(text)”不是金额，应如 1234.50，最多两位小数",
                en: "“\(text)” is no amount such as 1234.50 with at most two decimals")
        case .bothOrNeitherAmount:
            LocalizedText(zh: "收入与支出须且只能填一项", en: "either in or out must be filled in, and not both")
        case .textTooLong(let most):
            LocalizedText(zh: "文字超过 \(most) 字，请缩短", en: "a text has more than \(most) characters; shorten it")
        case .wrongBalance(let expected, let found):
            LocalizedText(
                zh: "余额 \(YuanText.exact(fen: found)) 与上一行不衔接，应为 \(YuanText.exact(fen: expected))，可能缺行",
                en:
                    "the balance is \(YuanText.exact(fen: found)) and should be \(YuanText.exact(fen: expected)); a line may be missing"
            )
        case .doesNotAddUp(let opening, let lines, let closing):
            LocalizedText(
                zh:
                    "期初 \(YuanText.exact(fen: opening)) 加发生额 \(YuanText.exact(fen: lines)) 不等于期末 \(YuanText.exact(fen: closing))，请核对",
                en:
                    "\(YuanText.exact(fen: opening)) and movements of \(YuanText.exact(fen: lines)) don't make \(YuanText.exact(fen: closing)); check them"
            )
        case .tooLarge: LocalizedText(zh: "金额合计超出可记账的范围", en: "the amounts are too large to book")
        }
    }
}
