import PageKit

/// What a station offers now, what is to come, what there is to choose, and every decision so far: every text is ready.
struct PositioningPage: PageModel {
    static let template = "positioning"

    struct Line: Sendable {
        let title: String
        let detail: String
    }

    struct Current: Sendable {
        let title: String
        let since: String
        let packages: [Line]
        let activities: [Line]
        let edit: PageLink?
        let warning: String?
    }

    struct Need: Sendable {
        let title: String
        let text: String
        let missing: String?
    }

    struct Card: Sendable {
        let title: String
        let summary: String
        let isCurrent: Bool
        let brings: [Line]
        let needs: [Need]
        let choose: PageLink
    }

    struct Row: Sendable {
        let number: String
        let from: String
        let fullFrom: String
        let what: String
        let detail: String
        let who: String
        let decided: String
        let state: String
        let isInForce: Bool
        let open: PageLink?
    }

    let frame: PageFrame
    let words: Words<PositioningWords>
    let title: String
    let lead: String
    var success: String?
    var current: Current?
    let scheduled: [Row]
    let cards: [Card]
    let history: [Row]
    /// Whether the reader may change anything.
    let canDecide: Bool
}
