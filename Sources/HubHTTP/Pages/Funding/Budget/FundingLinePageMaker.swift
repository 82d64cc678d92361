import DistrictConfig
import Funding
import HubModel
import PageKit

/// Puts both pages together.
struct FundingLinePageMaker {
    let naming: FundingNaming
    let formats: Formats
    let acts: Bool

    private var language: Language { formats.language }

    /// - Parameter standings: of the year, of all lines.
    func page(_ code: String, _ year: Int, years: [Int], _ standings: [BudgetStanding], frame: PageFrame)
        -> FundingLinePage
    {
        let own = standings.filter { $0.line.fundingLine == code }
        var page = FundingLinePage(
            frame: frame, tabs: FundingTabs(FundingPaths.overview, language), words: Words(language),
            back: PageLink(
                text: FundingWords.back(language), address: language.address("\(FundingPaths.overview)?year=\(year)")),
            heading: naming.line(code, language), asOf: asOf(year), facts: facts(code),
            sums: MoneyFigures(own, formats))
        page.years = FundingOverviewPageMaker.years(years, chosen: year, language)
        page.action = FundingPaths.line(code)
        page.kept = FundingOverviewPageMaker.kept(language)
        page.rows = own.map { standing in
            FundingLinePage.Row(
                name: naming.holder(of: standing.line, formats),
                address: language.address(FundingPaths.budgetLine(standing.line)),
                figures: MoneyFigures([standing], formats))
        }
        if acts {
            page.moves = [BudgetMoveKind.appropriate, .allocate].map {
                move($0, "funding-line=\(code)&year=\(year)")
            }
        }
        return page
    }

    func page(_ standing: BudgetStanding, _ events: ReadFundingEvents.Page, frame: PageFrame) -> FundingLinePage {
        let line = standing.line
        var page = FundingLinePage(
            frame: frame, tabs: FundingTabs(FundingPaths.overview, language), words: Words(language),
            back: PageLink(
                text: naming.line(line.fundingLine, language),
                address: language.address("\(FundingPaths.line(line.fundingLine))?year=\(line.fiscalYear)")),
            heading: naming.holder(of: line, formats), asOf: asOf(line.fiscalYear),
            facts: [
                OrderPage.Fact(
                    term: FundingWords.line(language), text: naming.line(line.fundingLine, language), link: nil)
            ], sums: MoneyFigures([standing], formats))
        page.isOne = true
        page.events = FundingEventRows(naming: naming, formats: formats).rows(events.events, of: line)
        page.next = events.next.map {
            PageLink(
                text: FundingWords.more(language),
                address: language.address("\(FundingPaths.budgetLine(line))?after=\($0.text)"))
        }
        if acts {
            page.moves = [BudgetMoveKind.adjust, .freeze, .unfreeze].map {
                move($0, "line=\(line.id.lowercased)&year=\(line.fiscalYear)")
            }
        }
        return page
    }

    private func move(_ kind: BudgetMoveKind, _ query: String) -> PageLink {
        PageLink(
            text: BudgetMoveWords.title(kind)(language),
            address: language.address("\(FundingPaths.move(kind))?\(query)"))
    }

    private func asOf(_ year: Int) -> String {
        FundingWords.asOf(language)
            .replacing("{year}", with: FundingWords.fiscalYear(language).replacing("{year}", with: "\(year)"))
            .replacing("{time}", with: formats.moment(formats.now))
    }

    private func facts(_ code: String) -> [OrderPage.Fact] {
        guard let line = naming.funding.line(code) else { return [] }
        func fact(_ words: FundingWords, _ text: String) -> OrderPage.Fact {
            OrderPage.Fact(term: words(language), text: text, link: nil)
        }
        var facts = [
            fact(.programme, line.programme.title[language]),
            fact(.source, line.source(language)),
            fact(.functionalClass, "\(line.functionalClass.code) \(line.functionalClass.title[language])"),
            fact(.economicClass, "\(line.economicClass.code) \(line.economicClass.title[language])"),
        ]
        if let purpose = line.purpose { facts.append(fact(.purpose, purpose.title[language])) }
        return facts
    }
}
