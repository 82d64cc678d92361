public import Foundation
public import PageKit

/// The files that the hub's pages are made of.
public enum HubResources {
    private static var folder: URL { Bundle.module.bundleURL.appendingPathComponent("Resources") }

    private static var templates: URL { folder.appendingPathComponent("Templates") }

    /// The folder of what is served below `/assets/xinlian/`.
    public static var assets: URL { folder.appendingPathComponent("Assets") }

    /// - Throws: when a template can't be read.
    public static func renderer() async throws -> PageRenderer { try await PageRenderer(templates: templates) }
}
