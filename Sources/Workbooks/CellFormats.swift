import CXlsxWriter

/// How cells of each type look.
struct CellFormats {
    typealias Format = UnsafeMutablePointer<lxw_format>

    let heading, subheading, title: Format?
    let text, count, money, percent, date: Format?
    let totalText, totalCount, totalMoney: Format?

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
        func format(_ pattern: String, _ change: (Format?) -> Void = { _ in }) -> Format? {
            let made = workbook_add_format(book)
            format_set_num_format(made, pattern)
            change(made)
            return made
        }
        func total(_ pattern: String) -> Format? {
            format(pattern) {
                format_set_bold($0)
                format_set_top($0, UInt8(LXW_BORDER_THIN.rawValue))
            }
        }
        heading = format("@") {
            format_set_bold($0)
            format_set_font_size($0, 14)
        }
        subheading = format("@")
        title = format("@") {
            format_set_bold($0)
            format_set_text_wrap($0)
            format_set_align($0, UInt8(LXW_ALIGN_CENTER.rawValue))
            format_set_align($0, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
            format_set_bg_color($0, 0xE7ECF1)
            format_set_bottom($0, UInt8(LXW_BORDER_THIN.rawValue))
        }
        text = format("@")
        count = format("#,##0")
        money = format("#,##0.00")
        percent = format("0.00%")
        date = format("yyyy-mm-dd")
        totalText = total("@")
        totalCount = total("#,##0")
        totalMoney = total("#,##0.00")
    }
}
