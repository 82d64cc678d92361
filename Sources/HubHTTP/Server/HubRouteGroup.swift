import PageKit
import Protection

/// A group of the hub's routes; ``HubRouteGroups`` lists all.
protocol HubRouteGroup: RouteGroup where Context == HubContext, Reader == Role {
    /// Nil when this hub is set up without them.
    ///
    /// - Throws: when a file that the group serves can't be read.
    init?(_ services: HubServices) throws
}
