import Testing

@testable import HubHTTP
@testable import PageKit

/// Templates against the models they are rendered with.
@Suite struct TemplateCheckTests {
    private struct Row: Sendable {
        let name: String
        let rows: [Row]
    }

    private struct Page: PageModel {
        static let template = "page"

        let title: String
        let rows: [Row]
        let note: Row?
        let words: [String: String]
    }

    private func mistakes(_ page: String, row: String = "{{name}}") -> [String] {
        var check = TemplateCheck(["page": page, "row": row])
        check.check(Page.self)
        return check.mistakes.map(\.description)
    }

    @Test func whatFitsPasses() {
        let page = "{{title}}{{words.any}}{{#rows}}{{title}}{{>row}}{{/rows}}{{^rows}}–{{/rows}}{{#note}}{{.}}{{/note}}"
        #expect(mistakes(page, row: "{{name}}{{#rows}}{{>row}}{{/rows}}") == [])
        #expect(mistakes("{{! a remark }}{{{title}}}{{note.name}}") == [])
    }

    @Test(arguments: [
        ("\n{{titel}}", "page.mustache:2: titel is in none of Page"),
        ("{{#rows}}\n\n{{^nme}}{{/nme}}{{/rows}}", "page.mustache:3: nme is in none of Row, Page"),
        ("{{note.nme}}", "page.mustache:1: note.nme: Row has no nme"),
        ("{{name}}", "page.mustache:1: name is in none of Page"),
        ("{{>rwo}}", "page.mustache:1: there is no partial rwo"),
        ("\n{{#rows}}", "page.mustache:2: the section rows is not closed"),
        ("{{/rows}}", "page.mustache:1: rows ends here, but no section is open"),
        ("{{title", "page.mustache:1: the tag is not closed"),
    ])
    func mistakesHaveTheirPlace(page: String, mistake: String) {
        #expect(mistakes(page) == [mistake])
    }

    @Test func aPartialIsCheckedWhereItIsUsed() {
        #expect(mistakes("{{#rows}}{{>row}}{{/rows}}{{>row}}") == ["row.mustache:1: name is in none of Page"])
    }

    @Test func aMissingTemplateIsNamed() {
        var check = TemplateCheck([:])
        check.check(Page.self)
        #expect(check.mistakes.map(\.description) == ["page.mustache:1: Page needs this template"])
    }

    @Test func propertiesThatNoTemplateNamesAreFound() {
        var check = TemplateCheck(["page": "{{title}}{{#rows}}{{name}}{{/rows}}"])
        check.check(Page.self)
        #expect(check.unused == ["Page.note", "Page.words", "Row.rows"])
    }

    @Test func theHubsTemplatesFitTheirPages() throws {
        var check = TemplateCheck(try PageRenderer.texts(in: HubResources.folder))
        for page in HubRouteGroups.pages { check.check(page) }
        #expect(check.mistakes == [])
        // What the charts are drawn from stands in no template.
        #expect(
            check.unused == ["OverviewPage.charts", "Row.attendanceCount", "Row.screeningCount", "StationPage.charts"])
    }
}
