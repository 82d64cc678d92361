import HubModel

private enum ControlKey: String, CaseIterable {
    case from, to, how, amount
}

/// Reads what a rule does to a budget line.
struct ControlMoveReader {
    func read(_ value: Value, amounts: inout BaseAmounts) -> ControlMove? {
        guard let reader = MappingReader<ControlKey>(value) else {
            amounts.loseTrack()
            return nil
        }
        let from = reader.required(.from)?.choice(of: ControlAccount.self)
        let to = reader.required(.to)?.choice(of: ControlAccount.self)
        let how = reader.required(.how)?.choice(of: ControlMove.Way.self)
        if let from, let to, let how, !ControlMove.isKnown(from: from, to: to, how: how) {
            let written = "\(how.rawValue) \(from.rawValue) -> \(to.rawValue)"
            let list = ControlMove.known.joined(separator: ", ")
            value.report(
                .contradiction, zh: "预算指标没有这种变动：\(written)", en: "budget lines know no such move: \(written)",
                allowed: LocalizedText(zh: list, en: list))
        }
        let sum = moved(reader, &amounts)
        guard let from, let to, let how, let sum else { return nil }
        return ControlMove(from: from, to: to, how: how, amounts: sum)
    }

    /// The only base amount needs no saying.
    private func moved(_ reader: MappingReader<ControlKey>, _ amounts: inout BaseAmounts) -> [String]? {
        if let value = reader.optional(.amount) { return amounts.sum(value) }
        if amounts.names.count == 1 {
            amounts.use(amounts.names)
            return amounts.names
        }
        amounts.loseTrack()
        if amounts.names.count > 1, !reader.value.isCutOff {
            let list = amounts.names.joined(separator: " + ")
            reader.value.report(
                .missing, zh: "有多个基本金额时须写明变动金额（amount）",
                en: "with several base amounts the 'amount' that moves is needed",
                allowed: LocalizedText(zh: list, en: list))
        }
        return nil
    }
}
