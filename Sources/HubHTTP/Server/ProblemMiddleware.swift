import Directory
import FactLog
import Federation
import FoundationEssentials
import Funding
import HubModel
import HubRuntime
import Hummingbird
import Identity
import Logging
import Metrics
import NIOCore
import PageKit
import Postgres
import Services

/// The one place where errors become what clients see.
extension Problem {
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as BatchRefusal: self = Problem(refusal)
        case let error as DirectoryError: self = Problem(error)
        case let error as LinkageError: self = Problem(error)
        case is StationTurns.TooManyWaiting:
            self = Problem(
                .tooManyRequests, "too_many_requests", zh: "本站同时发送的批次太多，请稍后再试",
                en: "This station sends too many batches at once; try again shortly", headers: Self.retry(after: 1))
        case let error as IdentityError: self = Problem(error)
        case let error as OfferError: self = Problem(error)
        case let error as OrderError: self = Problem(error)
        case let error as OrderLinkError: self = Problem(error)
        case let error as RequestKeyError: self = Problem(error)
        case let refusal as Refusal: self = Problem(refusal)
        case let error as any FundingRefusal: self = HubContext.refusal(of: error).map { Problem($0) } ?? .notFound()
        case is OvertakenOffer:
            self = Problem(
                .conflict, "overtaken", zh: "已有更新的决定，请读取最新情况后再试", en: "There is a later decision; read it and try again"
            )
        case is SignInIncomplete:
            self = Problem(
                .unauthorized, "second_factor_due", zh: "请先完成动态码验证", en: "Show the second factor first")
        case is AccessDenied: self = .notFound()
        case let error as PostgresError: self = Problem(error)
        case let error as HTTPError: self = Problem(error)
        case is NIOTooManyBytesError: self = Problem(HTTPError(.contentTooLarge))
        default: self = Self.internalError
        }
    }

    private init(_ refusal: Refusal) {
        self.init(refusal.status, "refused", zh: refusal.words.zh, en: refusal.words.en)
    }

    private init(_ refusal: BatchRefusal) {
        switch refusal {
        case .unreadable(let line, let detail): self = .unreadable(detail, line: line)
        case .tooLarge(let line):
            self = Problem(
                .contentTooLarge, "too_large", zh: "批次或某一行太大，请分成更小的批次",
                en: "The batch or a line is too large; send smaller batches",
                extensions: line.map { ["line": .number(Int64($0))] } ?? [:])
        case .badDigest:
            self = Problem(
                .unauthorized, "bad_digest", zh: "内容与摘要不符，可能在传输中受损，请重发",
                en: "The content does not match its digest; it may have been damaged on the way, send it again")
        case .wrongStation(let line):
            self = Problem(
                .forbidden, "wrong_station", zh: "密钥或记录属于另一站点，请核对站点编码",
                en: "The key or a fact belongs to another station; check the station's code",
                extensions: line.map { ["line": .number(Int64($0))] } ?? [:])
        case .gap(let expected):
            self = Problem(
                .conflict, "gap", zh: "中间缺少记录，请从 expected 起重发", en: "Facts are missing; send again from expected",
                extensions: ["expected": .number(expected)])
        case .fork(let seq, let stored, let sent):
            self = Problem(
                .conflict, "fork", zh: "枢纽在同一位置已有不同的记录，请停止发送并联系区级管理员",
                en: "The hub has a different fact at this place; stop sending and call the district's administrator",
                extensions: [
                    "seq": .number(seq), "storedHash": .text(stored.description), "sentHash": .text(sent.description),
                ])
        case .oldEpoch(let current), .unknownEpoch(let current):
            let isOld = if case .oldEpoch = refusal { true } else { false }
            self = Problem(
                .conflict, isOld ? "old_epoch" : "unknown_epoch", zh: "账本的纪元与枢纽不一致，请先查询同步状态",
                en: "The book's epoch is not the hub's; ask for the sync state first",
                extensions: ["epoch": .number(Int64(current))])
        case .brokenChain(let seq):
            self = Problem(
                .unprocessableContent, "broken_chain", zh: "该记录的哈希与前一条不衔接，请校验本站账本",
                en: "The hash of this fact does not follow from the one before; verify the station's book",
                extensions: ["seq": .number(seq)])
        }
    }

    private init(_ error: IdentityError) {
        switch error {
        case .notSignedIn:
            self = Problem(.unauthorized, "not_signed_in", zh: "请先登录", en: "Sign in first")
        case .unknownAccount: self = .notFound()
        case .tooManyAttempts(let nextAt):
            self = .tooManyRequests(seconds: nextAt.timeIntervalSinceNow)
        case .busy:
            self = Problem(
                .serviceUnavailable, "unavailable", zh: "现在登录的人较多，请稍后再试",
                en: "Many people are signing in; try again shortly",
                headers: Self.retry(after: 5))
        default:
            self = Problem(
                .unprocessableContent, "invalid_input", zh: "填写的内容不符合要求，请返回修改",
                en: "What was typed can't be used; go back and correct it"
            )
        }
    }

    static func tooManyRequests(seconds: Double) -> Problem {
        Problem(
            .tooManyRequests, "too_many_requests", zh: "请求太频繁，请稍后再试", en: "Too many requests; try again shortly",
            headers: retry(after: max(1, Int(seconds.rounded(.up)))))
    }

    private init(_ error: LinkageError) {
        switch error {
        case .invalidIDNumber:
            self = Problem(
                .unprocessableContent, "invalid_id_number", zh: "身份证号码有误，请核对后重新输入",
                en: "The ID number is not valid; check it and enter it again")
        case .erased:
            self = Problem(
                .conflict, "resident_erased", zh: "该居民的资料已按要求删除，不再关联",
                en: "The resident was erased on request and is not linked again")
        }
    }

    private init(_ error: PostgresError) {
        switch error.code {
        case .server: self = Self.internalError
        default:
            self = Problem(
                .serviceUnavailable, "unavailable", zh: "服务暂时不可用，请稍后自动重试；已记录的内容不会丢失",
                en: "The service is not available for the moment; try again later, nothing recorded is lost",
                headers: Self.retry(after: 2))
        }
        if error.sqlState == .adminShutdown || error.sqlState == .cannotConnectNow
            || error.sqlState == .tooManyConnections
        {
            self = Problem(
                .serviceUnavailable, "unavailable", zh: "数据库正在重启，请稍后自动重试",
                en: "The database is restarting; try again shortly",
                headers: Self.retry(after: 2))
        }
    }

    private init(_ error: HTTPError) {
        switch error.status {
        case .notFound: self = .notFound()
        case .contentTooLarge:
            self = Problem(
                .contentTooLarge, "too_large", zh: "内容太大，请分成更小的部分", en: "The content is too large; send smaller parts")
        default:
            self = Problem(error.status, "request_refused", zh: "请求无法处理", en: "The request can't be handled")
        }
    }

    private static let internalError = Problem(
        .internalServerError, "internal", zh: "系统内部错误，已记录，请稍后再试或联系管理员",
        en: "An internal error, which was logged; try again later or call the administrator")

    static func retry(after seconds: Int) -> HTTPFields { [.retryAfter: "\(seconds)"] }
}

/// Turns every error into a problem document and logs those that are the hub's own.
struct ProblemMiddleware: RouterMiddleware {
    let pages: PageMaker

    func handle(
        _ request: Request, context: HubContext, next: (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(error)
            if error is BatchRefusal {
                // A fork or a broken chain may be a damaged book or somebody's hand; the station alone would know of it.
                Counter(label: "sync_refusals_total", dimensions: [("code", problem.code)]).increment()
                context.logger.notice(
                    "batch refused",
                    metadata: ["station": "\(context.signer?.station.rawValue ?? "-")", "code": "\(problem.code)"])
            }
            if problem.status.kind == .serverError {
                context.logger.error(
                    "request failed",
                    metadata: [
                        "path": "\(context.endpointPath ?? "-")", "code": "\(problem.code)", "error": "\(error)",
                    ])
            }
            guard request.headers[.accept]?.contains("text/html") == true else {
                return try problem.response(from: request, context: context)
            }
            if let wayIn = Self.wayIn(error, request) { return wayIn }
            return try page(problem, request)
        }
    }

    /// Where somebody at a browser goes who is not, or not quite, signed in.
    private static func wayIn(_ error: any Error, _ request: Request) -> Response? {
        let language = OverviewRequest.language(of: request.uri.queryParameters["lang"].map { String($0) })
        let path: String
        switch error {
        case IdentityError.notSignedIn: path = "/sign-in"
        case let error as SignInIncomplete:
            path = error.stage == .secondFactorMissing ? "/sign-in/second-factor" : "/sign-in/code"
        default: return nil
        }
        let next = ReturnAddress(request.method == .get ? request.uri.string : nil)
        let home = next.path == "/" ? ReturnAddress(nil) : next
        return .seeOther(home.carried(by: language.address(path)))
    }

    /// What a person at a browser is shown.
    private func page(_ problem: Problem, _ request: Request) throws -> Response {
        let kind: ErrorPage.Kind =
            switch problem.status {
            case .notFound: .notFound
            case .badRequest: .badRequest
            default: .failure
            }
        let language = OverviewRequest.language(of: request.uri.queryParameters["lang"].map(String.init))
        let page = ErrorPage(kind, status: problem.status.code, district: pages.district, language: language)
        var headers = problem.headers
        headers[.contentType] = "text/html; charset=utf-8"
        return Response(
            status: problem.status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: try pages.renderer.html(page))))
    }
}
