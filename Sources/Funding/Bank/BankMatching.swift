import Foundation
import HubModel

/// Which lines answer to which vouchers. Pure.
///
/// Only what can't be anything else is matched by itself; the rest is a person's.
enum BankMatching {
    struct Pair: Hashable {
        var line: UUID
        var voucher: UUID
    }

    /// How many days may lie between where no document says so.
    private static let windowDays: Int64 = 10

    static func pairs(_ lines: [BankLine], _ vouchers: [CashVoucher]) -> [Pair] {
        let first = byDocument(lines, vouchers)
        let (usedLines, usedVouchers) = (Set(first.map(\.line)), Set(first.map(\.voucher)))
        return first
            + byDay(
                lines.filter { !usedLines.contains($0.id) }, vouchers.filter { !usedVouchers.contains($0.id) })
    }

    private struct Key: Hashable {
        var fen: Int64
        var document: String
    }

    /// The same amount and document or voucher number, once on either side.
    private static func byDocument(_ lines: [BankLine], _ vouchers: [CashVoucher]) -> [Pair] {
        let found = Dictionary(
            grouping: vouchers.flatMap { voucher in
                Set([voucher.document, voucher.number].compactMap(\.self).map(plain)).map {
                    (Key(fen: voucher.fen, document: $0), voucher.id)
                }
            }, by: \.0)
        let asked = Dictionary(
            grouping: lines.compactMap { line in
                line.document.map { (Key(fen: line.fen, document: plain($0)), line.id) }
            }, by: \.0)
        var used: Set<UUID> = []
        return asked.sorted { ($0.key.document, $0.key.fen) < ($1.key.document, $1.key.fen) }.compactMap { key, lines in
            guard lines.count == 1, let vouchers = found[key], vouchers.count == 1,
                used.insert(vouchers[0].1).inserted
            else { return nil }
            return Pair(line: lines[0].1, voucher: vouchers[0].1)
        }
    }

    /// The same amount in a few days of each other, where neither side leaves a choice.
    private static func byDay(_ lines: [BankLine], _ vouchers: [CashVoucher]) -> [Pair] {
        let vouchersOf = Dictionary(grouping: vouchers, by: \.fen)
        return Dictionary(grouping: lines, by: \.fen).sorted { $0.key < $1.key }.flatMap { fen, lines -> [Pair] in
            let lines = lines.sorted { ($0.day, $0.id.uuidString) < ($1.day, $1.id.uuidString) }
            let vouchers = (vouchersOf[fen] ?? []).sorted { ($0.day, $0.number) < ($1.day, $1.number) }
            let (lineDays, voucherDays) = (lines.map(\.day.daysSinceEpoch), vouchers.map(\.day.daysSinceEpoch))
            return lines.indices.compactMap { place in
                guard let voucher = onlyOne(of: voucherDays, near: lineDays[place]),
                    onlyOne(of: lineDays, near: voucherDays[voucher]) == place
                else { return nil }
                return Pair(line: lines[place].id, voucher: vouchers[voucher].id)
            }
        }
    }

    /// The place of the only one of sorted days that is near another; nil when none or several are.
    private static func onlyOne(of days: [Int64], near day: Int64) -> Int? {
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < day - windowDays { low = middle + 1 } else { high = middle }
        }
        guard low < days.count, days[low] <= day + windowDays else { return nil }
        return low + 1 < days.count && days[low + 1] <= day + windowDays ? nil : low
    }

    private static func plain(_ document: String) -> String {
        document.lowercased().filter { !$0.isWhitespace }
    }
}
