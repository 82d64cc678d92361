import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A hub's address that can't be used.
public struct HubURLError: Error, Hashable, Sendable {
    public var url: String
}
