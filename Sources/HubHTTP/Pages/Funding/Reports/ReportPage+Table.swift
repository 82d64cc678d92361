import Funding
import PageKit

extension ReportPage {
    /// A table as the template shows it: every text is ready.
    struct Table: Sendable {
        struct Head: Sendable {
            let text: String
            let isNumber: Bool
        }

        struct Cell: Sendable {
            let text: String
            /// What a cell is called where rows become cards on a phone.
            let label: String
            let address: String?
            let isNumber: Bool
            let isHead: Bool
        }

        struct Row: Sendable {
            let cells: [Cell]
            let isDetail: Bool
        }

        let id: String
        let title: String
        let notes: [String]
        let heads: [Head]
        let rows: [Row]
        let total: Row?

        init(_ linked: LinkedTable, number: Int, formats: Formats) {
            let table = linked.table
            id = "table-\(number)"
            title = table.title
            notes = table.notes
            heads = table.columns.map { Head(text: $0.title, isNumber: $0.isNumber) }
            func row(_ values: [ReportTable.Value], _ place: Int?) -> Row {
                let cells = zip(values, table.columns).enumerated().map { column, pair in
                    Cell(
                        text: formats.value(pair.0), label: pair.1.title,
                        address: place.flatMap { linked.links[.init(row: $0, column: column)] }.map(
                            formats.language.address),
                        isNumber: pair.1.isNumber, isHead: column == 0)
                }
                return Row(cells: cells, isDetail: place.map(linked.details.contains) ?? false)
            }
            rows = table.rows.enumerated().map { row($1, $0) }
            total = table.total.map { row($0, nil) }
        }
    }
}
