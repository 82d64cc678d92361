/// A file of the pages that is not there.
public struct MissingAsset: Error, CustomStringConvertible {
    public let path: String

    public var description: String {
        "缺少网页资源 \(path)，请安装 libjs-bootstrap5 和 libjs-chart.js / "
            + "\(path) is missing; install the Debian packages libjs-bootstrap5 and libjs-chart.js"
    }
}
