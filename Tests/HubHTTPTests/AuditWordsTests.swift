import DistrictConfig
import Foundation
import HTTPTypes
import HubModel
import HummingbirdTesting
import Identity
import NIOCore
import PageKit
import Postgres
import Protection
import TestSupport
import Testing

@testable import Directory
@testable import HubHTTP

/// An auditor reads words, never codes.
@Suite(.timeLimit(.minutes(5))) struct AuditWordsTests {
    private func expectWords<Codes: Wording>(_ codes: Codes.Type) {
        for code in codes.allCases {
            let (zh, en) = (code.text.zh, code.text.en)
            #expect(zh.unicodeScalars.contains { $0.properties.isIdeographic }, "\(codes) \(code.rawValue): \(zh)")
            #expect(!en.isEmpty && en.allSatisfy(\.isASCII), "\(codes) \(code.rawValue): \(en)")
            #expect(!en.contains("_") && en.contains { $0.isLetter }, "\(codes) \(code.rawValue): \(en)")
        }
    }

    @Test func everyCodeHasWordsInBothLanguages() {
        expectWords(AuditDeed.self)
        expectWords(AuditRefusal.self)
        expectWords(AuditDetail.self)
        expectWords(AuditEvent.Entity.Kind.self)
        for language in [Language.zh, .en] {
            for type in AuditEventType.known {
                #expect(AuditTypeWords.text(of: type.rawValue, language) != type.rawValue || language == .en)
                #expect(AuditTypeWords.text(of: type.rawValue, language) != type.rawValue, "\(type.rawValue)")
            }
            for outcome in AuditEvent.Outcome.allCases {
                #expect(!AuditWords.outcome(outcome.rawValue, language).isEmpty)
                if language == .zh { #expect(AuditWords.outcome(outcome.rawValue, language) != outcome.rawValue) }
            }
            for kind in AuditEvent.Agent.Kind.allCases { #expect(!AuditWords.agent(kind.rawValue, language).isEmpty) }
        }
    }

    /// A route that shows or takes away data needs a word for what it is about: a case of `AuditEvent.Entity.Kind`.
    @Test func everyRecordedRouteIsAboutSomethingWithAName() async throws {
        try await RunningHub.with { hub in
            for route in hub.table.routes {
                guard case .people(let policy) = route.policy, policy.kind.recordedAs != nil else { continue }
                #expect(route.entity != .route, "\(route.name)")
            }
        }
    }

    @Test func everyDocumentOfAStationHasAName() throws {
        let configuration = try ExampleDistrict.configuration(stations: 3)
        for station in configuration.stations {
            for key in try StationDocuments(station: station, configuration: configuration).documents.keys {
                let first = key.split(separator: "/")[0]
                #expect(AuditDocumentWords(rawValue: String(first)) != nil, "\(key)")
            }
        }
    }

    /// The problem documents of refusals that stations and people get use the same codes.
    @Test func everyRefusalIsTheCodeOfAProblem() {
        let errors: [any Error] = [
            DirectoryError.unknownKey, DirectoryError.revokedKey, DirectoryError.badSignature(reason: ""),
            DirectoryError.wrongStation, DirectoryError.keyInUse, DirectoryError.unknownEnrolment,
            DirectoryError.usedEnrolment(at: FixedClock.now), DirectoryError.expiredEnrolment(at: FixedClock.now),
            DirectoryError.voidEnrolment, IdentityError.notSignedIn,
            IdentityError.tooManyAttempts(nextAt: FixedClock.now),
        ]
        for error in errors {
            let refusal = AuditRefusal(error)
            #expect(refusal != nil && refusal != .other, "\(error)")
        }
        #expect(AuditRefusal(Problem(.internalServerError, "internal", zh: "", en: "")) == nil)
    }

    @Test func thePageTellsOfThingsByTheirNames() async throws {
        try await RunningHub.with { hub in
            let manager = try await hub.accounts.create("m-one", try .station(.stationManager, 1))
            let director = try await hub.signedIn(as: .director)
            let path = "/administration/accounts/\(manager.uuidString.lowercased())"
            _ = try await hub.post(path + "/reset", [:], director)
            let staff = try await hub.signedIn("member", try .station(.stationStaff, 1))
            _ = try await hub.send(.get, "/stations/S02", headers: staff)
            _ = try await hub.send(.get, "/api/v1/administration/accounts")
            let auditor = try await hub.signedIn(as: .auditor)
            let names = hub.database.configuration.stations
            for (language, words) in [
                ("zh", ["重置密码", "签发站点登记码", "未登录或登录已失效", "站点工作人员", "向站点下发配置", names[0].name.zh, names[1].name.zh]),
                (
                    "en",
                    [
                        "Password reset", "Enrolment code issued", "Not signed in any more", "Station staff",
                        "Configuration published to a station", names[0].name.en, names[1].name.en,
                    ]
                ),
            ] {
                let page = String(
                    buffer: try await hub.send(.get, "/administration/audit?lang=\(language)", headers: auditor).body)
                for word in words { #expect(page.contains(word), "\(language): \(word)") }
                let rows = page.split(separator: "<tbody>").last ?? ""
                for deed in AuditDeed.allCases where deed.rawValue.contains("-") {
                    #expect(!rows.contains(deed.rawValue), "\(language): \(deed.rawValue)")
                }
                for code in ["what ", "not_signed_in", "station-staff", "station/S0", "command-line"] {
                    #expect(!rows.contains(code), "\(language): \(code)")
                }
            }
        }
    }
}
