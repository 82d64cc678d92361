import HubModel

/// Texts of the page on which bank and books are brought together.
enum BankWords: String, Wording {
    case title, lead, none, noneHint, statement, statementHint, text, textHelp, file, opening, openingHelp, closing
    case importButton, imported, known, find, found, choose, chooseHint, chosen, undo, undone, undoHint
    case linesOpen, vouchersOpen, nothingOpen, matches, statements, day, amount, document, counterparty, summary, by, at
    case how, byRules, byPerson, days, lines, match, balanceSheet, bankBalance, booksBalance
    case bankInNotBooked, bankOutNotBooked, booksInNotBank, booksOutNotBank, adjustedBank, adjustedBooks, difference
    case agrees, differs, movementsSince, show, refused

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("银行对账", "Bank reconciliation")
        case .lead:
            LocalizedText(
                "导入银行或国库的对账单，与已审批凭证勾对。只有不会弄错的自动勾对，其余由经费管理人员选择。",
                "Import statements of the bank or the treasury and match them with approved vouchers. Only what can't be anything else is matched by itself; the finance officer chooses the rest."
            )
        case .none: LocalizedText("还没有对账单", "No statement yet")
        case .noneHint:
            LocalizedText("导入第一份对账单后，这里显示余额调节表。", "The reconciliation appears here with the first statement.")
        case .statement: LocalizedText("导入对账单", "Import a statement")
        case .statementHint:
            LocalizedText(
                "CSV，首行为列名：日期、收入、支出，可有余额、凭证号、对方户名、摘要。有一处不对则整份不导入。",
                "CSV whose first line names the columns: date, in, out, and optionally balance, document, counterparty, summary. If anything is wrong nothing is imported."
            )
        case .text: LocalizedText("对账单内容", "The statement")
        case .textHelp:
            LocalizedText(
                "选择文件，或把内容粘贴到这里；最后一行须换行结束。",
                "Choose the file or paste its text here; the last line ends with a line break.")
        case .file: LocalizedText("对账单文件（CSV）", "File of the statement (CSV)")
        case .opening: LocalizedText("期初余额（元）", "Opening balance (CNY)")
        case .openingHelp: LocalizedText("对账单没有余额列时填写，可空", "Where the statement has no balances; may be empty")
        case .closing: LocalizedText("期末余额（元）", "Closing balance (CNY)")
        case .importButton: LocalizedText("导入并勾对", "Import and match")
        case .imported:
            LocalizedText(
                "已导入 {n} 条，其中新增 {new} 条，自动勾对 {matched} 条。", "{n} lines imported, {new} of them new; {matched} matched.")
        case .known: LocalizedText("该文件已导入过，没有新增。", "This file was imported before; nothing was added.")
        case .find: LocalizedText("再次自动勾对", "Match again")
        case .found: LocalizedText("自动勾对 {n} 条。", "{n} matched.")
        case .choose: LocalizedText("勾对所选", "Match what is chosen")
        case .chooseHint:
            LocalizedText(
                "两边各选属于同一笔款项的记录，合计须相等；同一边互相冲抵的也可勾对。",
                "Choose what belongs together on both sides, of one sum; what takes itself back on one side may be matched too."
            )
        case .chosen: LocalizedText("已勾对。", "Matched.")
        case .undo: LocalizedText("撤销", "Undo")
        case .undone: LocalizedText("已撤销，相关记录可重新勾对。", "Undone; it may be matched again.")
        case .undoHint:
            LocalizedText("撤销后两边恢复为未达，撤销人和时间会留下记录。", "Undoing opens both sides again and keeps who did it and when.")
        case .linesOpen: LocalizedText("银行已收付、账上未记", "At the bank and not in the books")
        case .vouchersOpen: LocalizedText("账上已记、银行未收付", "In the books and not at the bank")
        case .nothingOpen: LocalizedText("没有未达账项", "Nothing is open")
        case .matches: LocalizedText("已勾对（近 90 天）", "Matched (last 90 days)")
        case .statements: LocalizedText("已导入的对账单", "Imported statements")
        case .day: LocalizedText("日期", "Day")
        case .amount: LocalizedText("金额", "Amount")
        case .document: LocalizedText("凭证号", "Document")
        case .counterparty: LocalizedText("对方", "Counterparty")
        case .summary: LocalizedText("摘要", "Summary")
        case .by: LocalizedText("经办人", "By")
        case .at: LocalizedText("时间", "When")
        case .how: LocalizedText("方式", "How")
        case .byRules: LocalizedText("自动", "by rules")
        case .byPerson: LocalizedText("手工", "chosen")
        case .days: LocalizedText("期间", "Period")
        case .lines: LocalizedText("新增条数", "New lines")
        case .match: LocalizedText("选择", "Choose")
        case .balanceSheet: LocalizedText("余额调节表", "Reconciliation statement")
        case .bankBalance: LocalizedText("银行余额", "Balance at the bank")
        case .booksBalance: LocalizedText("账面余额", "Balance in the books")
        case .bankInNotBooked: LocalizedText("加：银行已收、账上未收", "Plus: received at the bank alone")
        case .bankOutNotBooked: LocalizedText("减：银行已付、账上未付", "Less: paid at the bank alone")
        case .booksInNotBank: LocalizedText("加：账上已收、银行未收", "Plus: received in the books alone")
        case .booksOutNotBank: LocalizedText("减：账上已付、银行未付", "Less: paid in the books alone")
        case .adjustedBank: LocalizedText("调节后银行余额", "Adjusted balance at the bank")
        case .adjustedBooks: LocalizedText("调节后账面余额", "Adjusted balance in the books")
        case .difference: LocalizedText("差额", "Difference")
        case .agrees: LocalizedText("银行与账面相符", "Bank and books agree")
        case .differs: LocalizedText("相差 {n}，请核对期初余额", "They differ by {n}; check the opening balance")
        case .movementsSince:
            LocalizedText(
                "对账单没有期初余额，两边均为自 {day} 起的发生额。",
                "No statement tells an opening balance, so both sides are movements from {day} on.")
        case .show: LocalizedText("查看", "Show")
        case .refused: LocalizedText("没有导入，请改正后重试：", "Nothing was imported; put it right and try again:")
        }
    }
}
