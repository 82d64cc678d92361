import Crypto
import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import NIOCore
import PageKit
import Protection

/// Style sheets and scripts: Debian's `libjs-*` packages and the hub's own, read once at start.
struct AssetRoutes {
    /// A file that is not there.
    struct MissingAsset: Error, CustomStringConvertible {
        var path: String
        var description: String {
            "缺少网页资源 \(path)，请安装 libjs-bootstrap5 和 libjs-chart.js / \(path) is missing; install the Debian packages libjs-bootstrap5 and libjs-chart.js"
        }
    }

    private struct Asset {
        var path: String
        var mediaType: String
        var content: ByteBuffer
        var entityTag: String
    }

    private let assets: [Asset]

    /// - Parameter packages: normally `/usr/share/javascript`.
    init(packages: URL) throws {
        let own = HubResources.assets
        let foreign = [
            ("bootstrap/bootstrap.min.css", "bootstrap5/css/bootstrap.min.css"),
            ("bootstrap/bootstrap.bundle.min.js", "bootstrap5/js/bootstrap.bundle.min.js"),
            ("chart/chart.min.js", "chart.js/chart.min.js"),
        ].map { ($0.0, packages.appendingPathComponent($0.1)) }
        let ours = try FileManager.default.contentsOfDirectory(at: own, includingPropertiesForKeys: nil)
            .map { ("xinlian/\($0.lastPathComponent)", $0) }
        assets = try (foreign + ours).map { name, file in
            guard let data = try? Data(contentsOf: file) else { throw MissingAsset(path: file.path) }
            let digest = Hexadecimal.text(of: SHA256.hash(data: data).prefix(8))
            return Asset(
                path: "/assets/\(name)", mediaType: Self.mediaType(of: file.pathExtension),
                content: ByteBuffer(bytes: data), entityTag: "\"\(digest)\"")
        }
    }

    private static func mediaType(of fileExtension: String) -> String {
        switch fileExtension {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }

    var routes: [Route] {
        assets.map { asset in
            Route(.get, asset.path, policy: .open, "A file of the pages", answer: RouteContent(asset.mediaType)) {
                request, _ in
                var headers: HTTPFields = [.eTag: asset.entityTag, .cacheControl: "max-age=3600"]
                if request.headers[.ifNoneMatch] == asset.entityTag {
                    return Response(status: .notModified, headers: headers)
                }
                headers[.contentType] = asset.mediaType
                return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.content))
            }
        }
    }
}

extension AssetRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [ErrorPage.self]
    static let words: [any WordSection.Type] = [FrameWords.self, ViewerWords.self, CodeWords.self, Role.self]

    init(_ services: HubServices) throws { try self.init(packages: services.assets) }
}
