import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import NIOCore
import PageKit

/// Makes pages that are forms out of what a request brings: frame, language, person, token.
struct PageMaker: Sendable {
    let renderer: PageRenderer
    /// The district's name.
    let district: LocalizedText
    let names: OrganizationNames
    let timeZone: TimeZone
    let now: @Sendable () -> Date

    /// The frame of a page of somebody who is signed in, or of a page on the way in.
    func frame(_ title: String, path: String, _ context: HubContext) -> PageFrame {
        var frame = PageFrame(
            title: title, place: district[context.language], request: OverviewRequest(language: context.language),
            path: path, months: nil, events: nil, formats: formats(context.language))
        frame.viewer = viewer(path, context)
        return frame
    }

    func viewer(_ path: String, _ context: HubContext) -> PageViewer? {
        context.signedIn.map {
            PageViewer($0, token: context.formToken, names: names, language: context.language, path: path)
        }
    }

    func formats(_ language: Language) -> Formats { Formats(language: language, timeZone: timeZone, now: now()) }

    func form(_ title: String, path: String, _ context: HubContext) -> FormPage {
        FormPage(frame: frame(title, path: path, context), title: title, token: context.formToken)
    }

    /// - Parameter status: what a form with a mistake in it answers too (422).
    func answer(_ page: some PageModel, status: HTTPResponse.Status = .ok) throws -> Response {
        html(try renderer.html(page), status: status)
    }

    /// A whole address, for a person to copy.
    func address(_ path: String, _ context: HubContext) -> String { "\(context.hubAddress)\(path)" }

    /// - Parameter status: what a form with a mistake in it answers too (422).
    func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
