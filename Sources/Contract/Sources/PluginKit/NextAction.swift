public import HubModel

/// One thing to do for a resident.
public struct NextAction: Codable, Hashable, Sendable {
    /// The code of the follow-up rule, `enrolment-item`, or `see-today`.
    public var code: String
    public var title: LocalizedText
    public var action: FollowUpRule.Action
    public var dueOn: CivilDate
    /// The due day has passed.
    public var isOverdue: Bool
    /// What to screen with.
    public var instrument: String?
    /// The id of the enrolment, and the code of the item that is due.
    public var enrolment: String?
    public var item: String?
    public var reasons: [Reason]
}

extension PluginData {
    /// What is open, the most pressing first: who must be seen today, then by day.
    ///
    /// - Throws: ``PluginFailure`` with `valueOutOfRange`.
    func nextActions(_ request: FindNextActions) throws -> [NextAction] {
        guard (0...366).contains(request.days) else { throw PluginFailure.dateOutOfRange() }
        let resident = request.resident
        let horizon = resident.asOf.adding(days: request.days) ?? resident.asOf
        var actions = followUps.compactMap { rule -> NextAction? in
            guard let (dueOn, reason) = rule.next(for: resident), dueOn <= horizon else { return nil }
            return NextAction(
                code: rule.code, title: rule.title, action: rule.action, dueOn: dueOn,
                isOverdue: dueOn < resident.asOf, instrument: rule.instrument, reasons: [reason])
        }
        for enrolment in resident.enrolments {
            actions += try openItems(of: enrolment, asOf: resident.asOf).filter { $0.dueOn <= horizon }
        }
        actions.sort {
            ($0.dueOn, $0.code, $0.enrolment ?? "", $0.item ?? "") < (
                $1.dueOn, $1.code, $1.enrolment ?? "", $1.item ?? ""
            )
        }
        return (seeToday(resident).map { [$0] } ?? []) + actions
    }

    /// Somebody whose latest screening asked for a person on the same day, and whom nobody has met since [RES-7].
    private func seeToday(_ resident: ResidentSituation) -> NextAction? {
        let past = resident.screenings.filter { $0.on <= resident.asOf }
        guard let last = past.max(by: { $0.on < $1.on }), last.sameDay,
            !resident.contacts.contains(where: { $0.on >= last.on && $0.kind != .activity })
        else { return nil }
        return NextAction(
            code: "see-today", title: LocalizedText(zh: "当日由专人面谈或电话评估", en: "Seen or called by a person the same day"),
            action: .consultation, dueOn: last.on, isOverdue: last.on < resident.asOf,
            reasons: [
                Reason(
                    "same-day", zh: "\(last.on) 的 \(last.instrument) 筛查要求当日处理，尚无接触记录",
                    en:
                        "the screening with \(last.instrument) on \(last.on) asks for a person the same day, and nobody "
                        + "is on record since")
            ])
    }

    private func openItems(
        of enrolment: ResidentSituation.Enrolment, asOf day: CivilDate
    ) throws -> [NextAction] {
        guard let package = packages.first(where: { $0.code == enrolment.package }) else { return [] }
        let plan = try package.plan(startingOn: package.cycleStart(of: enrolment, on: day))
        return package.items.compactMap { item in
            let done = enrolment.done.count { $0 == item.code }
            guard let next = plan.items.first(where: { $0.item == item.code && $0.round == done + 1 }) else {
                return nil
            }
            return NextAction(
                code: "enrolment-item", title: item.title, action: .consultation, dueOn: next.dueOn,
                isOverdue: next.dueOn < day, enrolment: enrolment.id, item: item.code,
                reasons: [
                    Reason(
                        "enrolled", zh: "服务包“\(package.title.zh)”第 \(next.round) 次，共 \(item.countPerCycle) 次",
                        en: "round \(next.round) of \(item.countPerCycle) in the package '\(package.title.en)'")
                ])
        }
    }
}
