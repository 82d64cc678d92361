import Brand
import Indicators
import Testing

@Suite struct FunnelRulesTests {
    @Test func stagesAddUpTheirParts() {
        var totals = RollupTotals()
        totals.add(100, to: .channelCounts, "wechat/reads")
        totals.add(20, to: .channelCounts, "douyin/plays")
        totals.add(3, to: .channelCounts, "wechat/shares")
        totals.add(40, to: .channelCounts, "notice/board/visitors")
        totals.add(5, to: .channelCounts, "wechat/followers")
        totals.add(7, to: .channelCounts, "meituan/bookings")
        totals.add(11, to: .attendances, "participant")
        totals.add(2, to: .attendances, "volunteer")
        totals.add(9, to: .screeningsReceived, "PHQ-9")
        totals.add(4, to: .screeningsReceived, "GAD-7")
        totals.add(6, to: .orderSteps, "placed")
        totals.add(5, to: .orderSteps, "verified")
        let funnel = FunnelRules.funnel(of: totals)
        #expect(funnel.exposure.total == 123)
        #expect(funnel.exposure.parts.map(\.count) == [100, 20, 3])
        #expect(funnel.reach.total == 58)
        #expect(funnel.reach.parts.map(\.count) == [40, 5, 13])
        #expect(funnel.conversion.total == 26)
        #expect(funnel.conversion.parts.map(\.count) == [7, 13, 6])
    }

    @Test func satisfactionAndAdvocacyAreShares() {
        var totals = RollupTotals()
        totals.add(150, to: .feedbacks, "order")
        totals.add(50, to: .feedbacks, "activity")
        totals.add(140, to: .feedbacksSatisfied, "order")
        totals.add(46, to: .feedbacksSatisfied, "activity")
        totals.add(40, to: .residentsRegistered)
        totals.add(10, to: .residentsReferred)
        let funnel = FunnelRules.funnel(of: totals)
        #expect(funnel.satisfaction == Share(count: 186, of: 200))
        #expect(funnel.satisfaction.percent == 93)
        #expect(funnel.advocacy.percent == 25)
    }

    /// Expected: half the width of `scipy.stats.binomtest(count, n).proportion_ci(method="wilson")`.
    @Test(
        arguments: [(568, 611, 2.0395), (1, 10, 19.3137), (10, 10, 13.8766), (0, 4, 24.4945)]
            as [(Int64, Int64, Double)])
    func marginIsHalfOfWilsonsInterval(count: Int64, of n: Int64, margin: Double) throws {
        let computed = try #require(Share(count: count, of: n).marginPoints)
        #expect(abs(computed - margin) < 0.001)
    }

    @Test func nothingGivesNoShare() {
        let funnel = FunnelRules.funnel(of: RollupTotals())
        #expect(funnel.satisfaction.percent == nil)
        #expect(funnel.satisfaction.marginPoints == nil)
        #expect(funnel.exposure.total == 0)
    }
}
