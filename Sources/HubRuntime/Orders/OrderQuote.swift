public import DistrictConfig
public import HubModel
public import PluginKit
public import Services

/// What somebody would pay for everything that a station offers, and what speaks against it.
public struct OrderQuote: Equatable, Sendable {
    /// Something that can be ordered, with who would pay what.
    public struct Item: Equatable, Sendable {
        public var item: OrderableItem
        public var share: OrderShare
    }

    /// A package that is not meant for the person, or of which what is on record leaves that open.
    public struct Doubt: Equatable, Sendable {
        public var package: String
        public var title: LocalizedText
        /// `ineligible` or `undecided`.
        public var standing: EligibilityDecision.Standing
        /// Why, as the plugin says it.
        public var reasons: [Reason]
    }

    public var items: [Item]
    /// Nothing is forbidden by them: people know more than what is on record.
    public var doubts: [Doubt] = []
}
