import HubModel

/// A file or folder bears the name of the code inside.
enum FileName {
    static func check(_ code: String, of value: Value, against name: String) {
        guard code != name else { return }
        value.report(
            .fileName, zh: "代码与文件（夹）名不一致：“\(code)”",
            en: "the code '\(code)' differs from the name of the file or folder",
            allowed: LocalizedText(zh: name, en: name))
    }
}
