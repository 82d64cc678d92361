import Foundation
import HubModel
import TestSupport
import Testing

@testable import Funding

/// What is matched without anybody's say.
@Suite struct BankMatchingTests {
    private func line(_ day: Int64, _ fen: Int64, _ document: String? = nil) -> BankLine {
        BankLine(id: UUID(), day: CivilDate(daysSinceEpoch: 20_500 + day), fen: fen, document: document)
    }

    private func voucher(_ day: Int64, _ fen: Int64, _ number: String = "记-1", _ document: String? = nil) -> CashVoucher
    {
        CashVoucher(
            id: UUID(), day: CivilDate(daysSinceEpoch: 20_500 + day), number: number,
            title: LocalizedText(zh: "", en: ""), document: document, fen: fen)
    }

    @Test func theDocumentDecidesHoweverFarApartTheDays() {
        let lines = [line(0, -500, " ZF-7 "), line(0, -500, "zf-8"), line(0, -500)]
        let vouchers = [
            voucher(60, -500, "记-1", "zf-7"), voucher(61, -500, "记-2", "zf-9"), voucher(90, -400, "记-3", "ZF-8"),
        ]
        #expect(BankMatching.pairs(lines, vouchers) == [.init(line: lines[0].id, voucher: vouchers[0].id)])
        let byNumber = [line(0, 500, "记-5")]
        let numbered = [voucher(80, 500, "记-5")]
        #expect(BankMatching.pairs(byNumber, numbered) == [.init(line: byNumber[0].id, voucher: numbered[0].id)])
    }

    @Test func oneAmountInAFewDaysIsMatchedWhereThereIsNoChoice() {
        let lines = [line(0, 100), line(3, 200), line(4, 200), line(0, -100), line(11, 300)]
        let vouchers = [voucher(10, 100), voucher(5, 200), voucher(0, 300), voucher(0, 100 + 1)]
        #expect(BankMatching.pairs(lines, vouchers) == [.init(line: lines[0].id, voucher: vouchers[0].id)])
    }

    /// Against a count of all pairs.
    @Test func whatIsMatchedByDayHasNoOtherCandidate() {
        var random = SeededRandom.fresh()
        for _ in 0..<200 {
            var lines: [BankLine] = []
            var vouchers: [CashVoucher] = []
            for _ in 0..<(1 + random.below(12)) {
                lines.append(line(Int64(random.below(60)), Int64(1 + random.below(3))))
            }
            for _ in 0..<(1 + random.below(12)) {
                vouchers.append(voucher(Int64(random.below(60)), Int64(1 + random.below(3))))
            }
            func near(_ line: BankLine, _ voucher: CashVoucher) -> Bool {
                line.fen == voucher.fen && abs(line.day.daysSinceEpoch - voucher.day.daysSinceEpoch) <= 10
            }
            let expected = lines.flatMap { line in
                vouchers.filter { voucher in
                    near(line, voucher) && vouchers.count { near(line, $0) } == 1
                        && lines.count { near($0, voucher) } == 1
                }.map { BankMatching.Pair(line: line.id, voucher: $0.id) }
            }
            #expect(Set(BankMatching.pairs(lines, vouchers)) == Set(expected), "seed \(random.seed)")
        }
    }
}
