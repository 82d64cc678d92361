extension SampleConfiguration {
    static let followUps = """
        - code: screen-again
          title: {zh: 复测, en: Again}
          after: {screening: {instrument: GDS-3, level: station}}
          action: screening
          instrument: GDS-3
          dueDays: 14
          everyDays: 28
          times: 3
        - {code: visit, title: {zh: 探访, en: Visit}, after: {tag: lives-alone}, action: visit, dueDays: 7, everyDays: 30}
        - {code: call, title: {zh: 回访, en: Call}, after: {firstContact: true}, action: call, dueDays: 1}

        """

    static let counselling = """
        problems:
          - code: loneliness
            title: {zh: 孤独, en: Loneliness}
            weights: {theory: 1, empathy: 5, sectorKnowledge: 0, techniqueFit: 0, culturalSensitivity: 0, technology: 0}
        tiers:
          - tier: C1
            minimum: {theory: 0, empathy: 1, sectorKnowledge: 0, techniqueFit: 0, culturalSensitivity: 0, technology: 0}
          - tier: C2
            minimum: {theory: 1, empathy: 1, sectorKnowledge: 1, techniqueFit: 1, culturalSensitivity: 1, technology: 1}
          - tier: C3
            minimum: {theory: 3, empathy: 3, sectorKnowledge: 3, techniqueFit: 3, culturalSensitivity: 3, technology: 0}
          - tier: C4
            minimum: {theory: 0, empathy: 0, sectorKnowledge: 0, techniqueFit: 0, culturalSensitivity: 0, technology: 0}

        """

    static let outreach = """
        quietHours: "21:00-08:00"
        rules:
          - code: winter
            title: {zh: 冬季, en: Winter}
            message: {zh: 天冷, en: It is cold}
            occasion: {season: {from: 12-01, through: 02-29}}
            consent: outreach
            anyTag: [lives-alone]
            pauseDays: 30
          - code: tenth
            title: {zh: 第十次, en: Tenth}
            message: {zh: 谢谢, en: Thank you}
            occasion: {contacts: 10}
            consent: outreach
            pauseDays: 365
          - code: silent
            title: {zh: 久未联系, en: Silent}
            message: {zh: 还好吗, en: How are you}
            occasion: {silenceDays: 30}
            consent: outreach
            pauseDays: 14
          - code: heat
            title: {zh: 高温, en: Heat}
            message: {zh: 多喝水, en: Drink}
            occasion: {emergency: heat-wave}
            consent: emergency-contact
            pauseDays: 1

        """

    static let rituals = """
        - {code: monthly, title: {zh: 每月, en: Monthly}, on: {monthly: 15}, activity: tea-party}
        - {code: may, title: {zh: 五月, en: May}, on: {yearly: 05-25}, activity: tea-party}
        - {code: double-ninth, title: {zh: 重阳, en: Double Ninth}, on: {lunar: 09-09}, activity: tea-party}

        """

    static let indicators = """
        indicators:
          - {indicator: satisfaction, numerator: feedback.satisfied, denominator: feedback.given}
        commitments:
          - {indicator: satisfaction, by: 10, change: points, months: 12}

        """
}
