import DistrictConfig
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The bureau's pages, and the events that keep open ones up to date.
struct PageRoutes {
    let renderer: PageRenderer
    let configuration: DistrictConfiguration
    let district: ReadDistrictOverview
    let station: ReadStationOverview
    let announcements: IngestAnnouncements

    private static let code = RouteParameter(
        "code", in: .path, required: true, schema: #"{"type":"string"}"#, "The station's code")

    var routes: [Route] {
        [
            Route(.get, "/", policy: .bureau, "The district's overview", answer: .page, problems: [400]) { request, _ in
                try html(renderer.html(try await overview(try read(request))))
            },
            Route(
                .get, "/stations/{code}", policy: .bureau, "A station's page", parameters: [Self.code], answer: .page,
                problems: [400, 404]
            ) { request, context in
                try html(renderer.html(try await stationPage(try code(in: context), try read(request))))
            },
            Route(
                .get, "/events/overview", policy: .bureau, "Events that change an open overview",
                answer: RouteContent("text/event-stream"), problems: [400]
            ) { request, _ in
                let asked = try read(request)
                return events { try await overview(asked).update }
            },
            Route(
                .get, "/events/stations/{code}", policy: .bureau, "Events that change a station's open page",
                parameters: [Self.code], answer: RouteContent("text/event-stream"), problems: [400, 404]
            ) { request, context in
                let (code, asked) = (try code(in: context), try read(request))
                _ = try await stationPage(code, asked)
                return events { try await stationPage(code, asked).update }
            },
        ]
    }

    private func overview(_ request: OverviewRequest) async throws -> OverviewPage {
        OverviewPage(try await district(period: request.period), request: request, now: Date())
    }

    private func stationPage(_ code: StationCode, _ request: OverviewRequest) async throws -> StationPage {
        guard let overview = try await station(code, period: request.period) else { throw Problem.notFound() }
        return StationPage(overview, configuration: configuration, request: request, now: Date())
    }

    private func code(in context: HubContext) throws -> StationCode {
        guard let code = context.parameters.get("code").flatMap({ StationCode(rawValue: $0) }) else {
            throw Problem.notFound()
        }
        return code
    }

    private func read(_ request: Request) throws -> OverviewRequest {
        let read = OverviewRequest { name in request.uri.queryParameters[name[...]].map(String.init) }
        guard let read else {
            throw Problem(
                .badRequest, "invalid_parameter", zh: "period 应为 YYYY-MM 或 all", en: "period is YYYY-MM or all")
        }
        return read
    }

    private func html(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// An event stream (HTML Standard, "Server-sent events") of what changes, at most once a second.
    private func events(_ update: @escaping @Sendable () async throws -> LiveUpdate) -> Response {
        let announcements = announcements
        let body = ResponseBody { writer in
            let signals = announcements.signals()
            var events = EventWriter()
            try await writer.write(events.next(try await update()))
            // A server that shuts down waits for open answers, so the stream has to end by itself.
            for await _ in signals.cancelOnGracefulShutdown() {
                try await writer.write(events.next(try await update()))
                try await Task.sleep(for: .seconds(1))
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"], body: body)
    }
}

/// Writes updates as events; one that changes nothing becomes a comment, which keeps the connection open.
private struct EventWriter {
    private var last: LiveUpdate?

    mutating func next(_ update: LiveUpdate) throws -> ByteBuffer {
        guard update != last else { return ByteBuffer(string: ": nothing new\n\n") }
        last = update
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = String(decoding: try encoder.encode(update), as: UTF8.self)
        return ByteBuffer(string: "event: figures\ndata: \(data)\n\n")
    }
}
