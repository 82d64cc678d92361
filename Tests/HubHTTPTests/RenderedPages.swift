import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import PageKit
import Testing

@testable import HubHTTP

/// Writes the pages as files when a folder is named, to be looked at in a browser without a server.
@Suite struct RenderedPages {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["XINLIAN_PAGES_FOLDER"] != nil))
    func write() async throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["XINLIAN_PAGES_FOLDER"] ?? "")
        let renderer = try await HubResources.renderer()
        for language in Language.allCases {
            let request = OverviewRequest(language: language)
            let pages = [
                "overview": try renderer.html(
                    OverviewPage(SampleOverview.district(), request: request, now: SampleOverview.now)),
                "empty": try renderer.html(
                    OverviewPage(SampleOverview.empty(), request: request, now: SampleOverview.now)),
                "station": try renderer.html(
                    StationPage(
                        SampleOverview.station(), configuration: SampleOverview.configuration(), request: request,
                        now: SampleOverview.now)),
                "error": try renderer.html(
                    ErrorPage(
                        .notFound, status: 404, district: SampleOverview.configuration().district.name,
                        language: language)),
            ]
            for (name, html) in pages {
                try html.write(
                    to: folder.appendingPathComponent("\(name)-\(language.rawValue).html"), atomically: true,
                    encoding: .utf8)
            }
        }
    }
}
