import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import PageKit
import PrometheusMetrics
import Protection

/// Whether the process lives, whether it can serve, and what it measured.
struct HealthRoutes {
    let database: HubDatabase
    let metrics: PrometheusRegistry?
    let settings: HubHTTPSettings

    var routes: [Route] {
        [
            Route(.get, "/health/live", policy: .open, "The process answers", answer: .json()) { _, _ in
                JSONAnswer.response(text: #"{"status":"live"}"#)
            },
            Route(.get, "/health/ready", policy: .open, "The database answers", answer: .json()) { _, _ in
                try await database.probe()
                return JSONAnswer.response(text: #"{"status":"ready"}"#)
            },
            Route(
                .get, "/metrics", policy: .open, "Measurements in Prometheus' text format",
                answer: RouteContent("text/plain"), problems: [404]
            ) {
                _, context in
                // Measurements say how busy which station is; they are for whoever runs the machine.
                guard settings.mayMeasure(context.origin.address) else { throw Problem.notFound() }
                return Response(
                    status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: metrics?.exposition() ?? "")))
            },
        ]
    }
}

extension HealthRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            database: services.database, metrics: services.metrics, settings: services.settings)
    }
}
