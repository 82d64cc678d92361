import Crypto
public import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import NIOCore

/// Style sheets and scripts: Debian's `libjs-*` packages and the program's own, read once at start.
public struct AssetFiles: Sendable {
    private struct Asset: Sendable {
        var path: String
        var mediaType: String
        var content: ByteBuffer
        var entityTag: String
    }

    private let assets: [Asset]

    /// - Parameters:
    ///   - packages: where Debian's packages put theirs, normally `/usr/share/javascript`.
    ///   - own: the folder of the program's own.
    /// - Throws: ``MissingAsset``.
    public init(packages: URL, own: URL) throws {
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

    /// A route a file, for anybody.
    public func routes<Context: PageContext>() -> [Route<Context>] {
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
