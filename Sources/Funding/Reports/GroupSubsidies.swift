public import HubModel
public import Indicators
import Postgres

/// What the government paid for each subsidised group 分人群补贴, over the services verified in a period.
///
/// Groups such as the disabled are small enough at a station that a number would point at somebody; such cells are hidden,
/// and as many others as keep them from being worked out [BRD-6].
public struct GroupSubsidies: Equatable, Sendable {
    public struct Cell: Equatable, Sendable {
        public var orders: PublishedCount
        /// The government's part; nil where the count is hidden.
        public var fen: Int64?
    }

    public struct Row: Equatable, Sendable {
        /// Nil is all stations.
        public var station: StationCode?
        /// In the order of ``GroupSubsidies/groups``.
        public var cells: [Cell]
        public var total: Cell
    }

    /// Codes of the rates' groups in their order, any others after them, and the empty one for services of nobody's group.
    public var groups: [String]
    /// The district, then each station with a service.
    public var rows: [Row]
    /// The smallest count that is shown.
    public var limit: Int
}
