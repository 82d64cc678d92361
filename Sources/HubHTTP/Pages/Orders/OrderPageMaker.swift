import Foundation
import HubModel
import HubRuntime
import Identity
import PageKit
import Services

/// Puts an order's page together.
struct OrderPageMaker {
    let station: StationCode
    let naming: OrderNaming
    /// By account.
    let people: [UUID: AccountProfile]
    let formats: Formats

    private var language: Language { formats.language }

    func page(_ order: OrderRecord, typed: FormFields, frame: PageFrame, token: String) -> OrderPage {
        let path = OrderPaths.one(order.order, at: station)
        var page = OrderPage(
            frame: frame, words: Words(language), number: order.order,
            state: order.state?(language) ?? "",
            back: PageLink(
                text: OrderWords.back(language), address: language.address(OrderPaths.list(of: station))),
            facts: facts(of: order), steps: order.steps.map(step), token: token)
        page.attention = order.deniedAt.map {
            OrderWords.denied(language).replacing("{time}", with: formats.full($0))
        }
        guard order.line != nil else {
            page.calm = OrderErrorWords.notHeld(language)
            return page
        }
        switch order.state {
        case .placed: page.forms = [accept(path, typed)]
        case .accepted: page.forms = [deliver(path, typed)]
        case .delivered:
            page.asking = OrderPage.Asking(
                link: language.address("\(path)/link"), code: language.address("\(path)/code"))
        case .verified: page.calm = OrderWords.done(language)
        case .cancelled, nil: page.calm = OrderWords.waiting(language)
        }
        if order.state != .verified && order.state != .cancelled { page.others = [cancel(path, typed)] }
        return page
    }

    private func facts(of order: OrderRecord) -> [OrderPage.Fact] {
        guard let line = order.line else {
            return [OrderPage.Fact(term: OrderWords.service(language), text: OrderWords.notHeld(language), link: nil)]
        }
        let copayment = line.copaymentFen ?? 0
        var facts = [
            OrderPage.Fact(term: OrderWords.service(language), text: naming.item(line, language), link: nil),
            OrderPage.Fact(
                term: OrderWords.package(language), text: naming.package(line.package, language), link: nil),
            OrderPage.Fact(term: OrderWords.amount(language), text: formats.money(fen: line.amountFen), link: nil),
            OrderPage.Fact(term: OrderWords.copayment(language), text: formats.money(fen: copayment), link: nil),
            OrderPage.Fact(
                term: OrderWords.government(language), text: formats.money(fen: line.amountFen - copayment), link: nil),
        ]
        if let group = line.group {
            facts.append(
                OrderPage.Fact(term: OrderWords.group(language), text: naming.group(group, language), link: nil))
        }
        if let performer = line.performer {
            facts.append(
                OrderPage.Fact(
                    term: OrderWords.performer(language), text: naming.performer(performer, language), link: nil))
        }
        facts.append(
            OrderPage.Fact(
                term: OrderWords.resident(language), text: order.subject?.short ?? OrderWords.nobody(language),
                link: order.subject.map { language.address(ResidentPaths.record(of: $0, at: station)) }))
        return facts
    }

    private func step(_ step: OrderRecord.Step) -> OrderPage.Step {
        OrderPage.Step(
            state: step.kind(language), time: formats.moment(step.occurredAt),
            fullTime: formats.full(step.occurredAt), by: recorder(step.actor), note: note(step))
    }

    private func note(_ step: OrderRecord.Step) -> String? {
        switch step.evidence {
        case "one-time-link", "one-time-code": OrderEvidenceWords(rawValue: step.evidence ?? "")?(language)
        case let evidence?: evidence
        case nil: step.reason
        }
    }

    private func recorder(_ actor: String) -> String {
        let parts = actor.split(separator: ":", maxSplits: 1)
        if parts.count == 2, parts[0] == "staff", let account = UUID(uuidString: String(parts[1])) {
            return people[account]?.displayName ?? ActorWords.staff(language)
        }
        return ActorWords.text(of: actor, language)
    }

    private func accept(_ path: String, _ typed: FormFields) -> FormPage.Form {
        FormPage.Form(
            action: language.address("\(path)/accept"),
            fields: [
                FormPage.Field(
                    name: "department", label: OrderWords.department(language),
                    help: OrderWords.departmentHelp(language), isRequired: false,
                    options: naming.performers(chosen: typed["department"] ?? "", language))
            ], button: OrderWords.accept(language))
    }

    private func deliver(_ path: String, _ typed: FormFields) -> FormPage.Form {
        FormPage.Form(
            action: language.address("\(path)/deliver"),
            fields: [
                FormPage.Field(
                    name: "evidence", label: OrderWords.deliverLabel(language), value: typed["evidence"] ?? "",
                    help: OrderWords.deliverHelp(language))
            ], button: OrderWords.deliver(language))
    }

    private func cancel(_ path: String, _ typed: FormFields) -> FormPage.Form {
        FormPage.Form(
            action: language.address("\(path)/cancel"),
            fields: [
                FormPage.Field(
                    name: "reason", label: OrderWords.cancelLabel(language), value: typed["reason"] ?? "",
                    help: OrderWords.cancelHelp(language))
            ], button: OrderWords.cancel(language), isDanger: true, consequence: OrderWords.cancelEffect(language),
            heading: OrderWords.cancel(language))
    }
}
