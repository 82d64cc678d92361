import HubModel

/// The form of a code that people choose.
enum CodeForm {
    /// `memory-workshop`
    case lowercase
    /// `PHQ-9`, `S07`
    case uppercase
    /// `430105001`
    case digits
    /// `memory-workshop` or `memory_workshop.v2`, as in thresholds: `phq9.selfHelp`
    case dotted
    /// `2100408`, a functional class 功能分类科目, or `special-fund`
    case programme
    /// `2100408` 功能分类科目
    case functionalClass
    /// `30227` 部门预算支出经济分类科目
    case economicClass
    /// `50205` 政府预算支出经济分类科目
    case governmentEconomicClass
    /// `8001`, or `800101` for a detail of it 明细科目
    case account
    /// `记`
    case voucherWord

    func matches(_ text: String) -> Bool {
        if self == .voucherWord { return (1...4).contains(text.count) && text.allSatisfy(\.isLetter) }
        guard text.utf8.count <= 40, text.utf8.allSatisfy({ $0 < 0x80 }), let first = text.first, let last = text.last
        else { return false }
        switch self {
        case .lowercase:
            return first.isLowercase && last != "-" && text.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }
        case .uppercase:
            return first.isUppercase && last != "-" && text.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "-" }
        case .digits:
            return text.allSatisfy(\.isNumber)
        case .programme:
            return CodeForm.digits.matches(text) ? text.count == 7 : CodeForm.lowercase.matches(text)
        case .functionalClass:
            return CodeForm.digits.matches(text) && text.count == 7
        case .economicClass:
            return CodeForm.digits.matches(text) && text.count == 5 && first == "3"
        case .governmentEconomicClass:
            return CodeForm.digits.matches(text) && text.count == 5 && first == "5"
        case .account:
            return CodeForm.digits.matches(text) && (4...10).contains(text.count) && text.count.isMultiple(of: 2)
        case .voucherWord:
            return false
        case .dotted:
            return first.isLowercase
                && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
                    !part.isEmpty && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
                }
        }
    }

    var description: LocalizedText {
        switch self {
        case .lowercase:
            LocalizedText(
                zh: "小写字母开头，由小写字母、数字、连字符组成，最多 40 个",
                en: "lower-case letters, digits and hyphens, beginning with a letter, at most 40")
        case .uppercase:
            LocalizedText(
                zh: "大写字母开头，由大写字母、数字、连字符组成，最多 40 个",
                en: "capital letters, digits and hyphens, beginning with a letter, at most 40")
        case .digits: LocalizedText(zh: "数字", en: "digits")
        case .programme:
            LocalizedText(
                zh: "七位功能分类科目，或小写字母、数字、连字符组成的代码",
                en: "a functional class of seven digits, or a code of lower-case letters, digits and hyphens")
        case .functionalClass:
            LocalizedText(zh: "七位功能分类科目，如 2100408", en: "a functional class of seven digits, e.g. 2100408")
        case .economicClass:
            LocalizedText(
                zh: "3 开头的五位部门预算支出经济分类科目，如 30227", en: "an economic class of five digits beginning with 3, e.g. 30227")
        case .governmentEconomicClass:
            LocalizedText(
                zh: "5 开头的五位政府预算支出经济分类科目，如 50205",
                en: "a government economic class of five digits beginning with 5, e.g. 50205")
        case .account:
            LocalizedText(
                zh: "四位科目代码，明细科目每级再加两位，如 8001、800101",
                en: "four digits and two more for each level of detail, e.g. 8001, 800101")
        case .voucherWord: LocalizedText(zh: "1 至 4 个字，如 记", en: "1 to 4 letters, e.g. 记")
        case .dotted:
            LocalizedText(
                zh: "用点分隔的字母和数字，如 phq9.selfHelp", en: "letters and digits separated by dots, e.g. phq9.selfHelp")
        }
    }
}
