import Directory
import FactLog
import HTTPTypes
import HubModel
import PageKit

/// What stations are told about their keys and one-time codes.
extension Problem {
    init(_ error: DirectoryError) {
        switch error {
        case .unknownStation, .inactiveStation: self = .notFound()
        case .wrongStation:
            self = Problem(
                .forbidden, "wrong_station", zh: "密钥或登记码属于另一站点，请核对站点编码",
                en: "The key or the enrolment code belongs to another station; check the station's code")
        case .keyInUse:
            self = Problem(
                .conflict, "key_in_use", zh: "该密钥已登记，请在本机生成新密钥后重试",
                en: "The key is registered already; make a new one on this machine and try again")
        case .unknownKey, .revokedKey, .badSignature: self = .key(error)
        case .unknownEnrolment, .usedEnrolment, .expiredEnrolment, .voidEnrolment: self = .enrolment(error)
        }
    }

    /// RFC 9110 asks for a challenge; RFC 9421 has no scheme of its own, so it names what is signed with.
    private static let challenge: HTTPFields = [
        .wwwAuthenticate: #"Signature realm="xinlian", label="xl", alg="ed25519""#
    ]

    private static func key(_ error: DirectoryError) -> Problem {
        switch error {
        case .revokedKey:
            Problem(
                .unauthorized, "revoked_key", zh: "密钥已作废。请向区级管理员索取新登记码，在本站执行 enrol",
                en: "The key was revoked; ask the district for a new enrolment code and run enrol at the station",
                headers: challenge)
        case .badSignature(let reason):
            Problem(
                .unauthorized, "bad_signature", zh: "请求的签名缺失或不符，可能在传输中被改动，请检查代理设置后重发",
                en: "The request's signature is missing or does not fit; check what changes requests on their way",
                detail: reason, headers: challenge)
        default:
            Problem(
                .unauthorized, "unknown_key", zh: "枢纽不认识此密钥。请向区级管理员索取登记码，在本站执行 enrol",
                en:
                    "The hub does not know the key; ask the district for an enrolment code and run enrol at the station",
                headers: challenge)
        }
    }

    private static func enrolment(_ error: DirectoryError) -> Problem {
        switch error {
        case .usedEnrolment(let date):
            Problem(
                .conflict, "used_enrolment", zh: "登记码已被另一密钥使用。若不是本站所为，请立即告知区级管理员；请索取新登记码",
                en:
                    "Another key was registered with the code. Unless that was you, tell the district at once; ask for a new code",
                extensions: ["usedAt": .text(Timestamp.text(of: date))])
        case .expiredEnrolment(let date):
            Problem(
                .gone, "expired_enrolment", zh: "登记码已过期，请向区级管理员索取新登记码",
                en: "The enrolment code has expired; ask the district for a new one",
                extensions: ["expiredAt": .text(Timestamp.text(of: date))])
        case .voidEnrolment:
            Problem(
                .gone, "void_enrolment", zh: "已签发更新的登记码，此码作废，请使用最新的登记码",
                en: "A later enrolment code took the place of this one; use the latest")
        default:
            Problem(
                .notFound, "unknown_enrolment", zh: "没有这个登记码，请逐字核对，或向区级管理员索取新登记码",
                en: "There is no such enrolment code; compare it letter by letter, or ask the district for a new one")
        }
    }
}
