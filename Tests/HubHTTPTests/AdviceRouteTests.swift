import DistrictConfig
import Foundation
import HTTPTypes
import HubModel
import HummingbirdTesting
import NIOCore
import PageKit
import PluginKit
import Postgres
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// What staff see of a resident's plugin, who does not see it, and how it is recorded.
@Suite(.timeLimit(.minutes(5))) struct AdviceRouteTests {
    private func text(_ response: TestResponse) -> String { String(buffer: response.body) }

    /// A resident of S01 with an enrolment that began under a version that is not loaded.
    private func seed(_ hub: RunningHub, enrolling package: String) async throws -> ResidentID {
        let resident = ResidentID()
        var book = StationBook(try .number(1))
        try book.record("resident.registered", SampleData.resident, subject: resident.rawValue)
        try book.record("screening.completed", SampleData.itemNine, subject: resident.rawValue)
        try book.record(
            "enrolment.started",
            #"{"enrolment":"e1","package":"\#(package)","plugin":{"id":"\#(profile(hub))","version":"0.0.1"}}"#,
            subject: resident.rawValue)
        try await hub.database.send(book)
        try await hub.database.applyEffects()
        return resident
    }

    private func profile(_ hub: RunningHub) -> String { hub.database.configuration.stations[0].profile.rawValue }

    @Test(arguments: Language.allCases) func staffSeeNextStepsPackagesAndReasons(language: Language) async throws {
        try await RunningHub.with { hub in
            let station = hub.database.configuration.stations[0]
            let package = try #require(hub.database.configuration.packages(of: station).first)
            let resident = try await seed(hub, enrolling: package.code)
            let staff = try await hub.signedIn(as: .stationStaff)
            let path = language.address("/stations/S01/residents/\(resident)")
            let page = try await hub.send(.get, path, headers: staff)
            let html = text(page)
            #expect(page.status == .ok && !html.contains("{{"))
            for offered in hub.database.configuration.packages(of: station) {
                #expect(html.contains(offered.title[language]), "\(offered.code)")
            }
            // The other version is named with the one that was asked.
            let version = try #require(hub.database.configuration.profiles[station.profile]).manifest.version
            #expect(html.contains("\(station.profile)@0.0.1") && html.contains("\(station.profile)@\(version)"))
            #expect(html.contains("class=\"reason\""))
            for word in [AdviceWords.actions, .packages, .outreach, .counsellors, .enrolled] {
                #expect(html.contains(word(language)), "\(word)")
            }
            #expect(!html.contains("message bad"))
            let trail = try await hub.database.texts(
                "SELECT concat_ws(' ', stream, action, outcome, role, entity_type) FROM audit_event WHERE type = 'read'"
            )
            #expect(trail == ["station/S01 read success station-staff residents"])
        }
    }

    @Test func counsellorsAreRankedWhenBothAreChosen() async throws {
        try await RunningHub.with { hub in
            let station = hub.database.configuration.stations[0]
            let problem = try #require(
                hub.database.configuration.profiles[station.profile]?.counselling.problems.first)
            let resident = try await hub.seedResident(1)
            let staff = try await hub.signedIn(as: .stationStaff)
            let path = "/stations/S01/residents/\(resident)"
            let ranked = text(try await hub.send(.get, "\(path)?problem=\(problem.code)&tier=C3", headers: staff))
            for counsellor in station.counsellors { #expect(ranked.contains(counsellor.name)) }
            #expect(ranked.contains("value=\"C3\" selected") && ranked.contains("深度支持"))
            let nothing = text(try await hub.send(.get, path, headers: staff))
            for counsellor in station.counsellors { #expect(!nothing.contains(counsellor.name)) }
            let half = text(try await hub.send(.get, "\(path)?problem=\(problem.code)", headers: staff))
            #expect(half.contains("请选择问题类型和需求分层"))
            let unknown = try await hub.send(.get, "\(path)?problem=%3Cb%3Ex%3C/b%3E&tier=C1", headers: staff)
            #expect(unknown.status == .ok && text(unknown).contains("暂时没有答案") && !text(unknown).contains("<b>x"))
        }
    }

    /// Neither what the resident takes home nor what is opened in an emergency says what the plugin thinks.
    @Test func adviceIsForTheStationsStaffAlone() async throws {
        try await RunningHub.with { hub in
            let resident = try await hub.seedResident(1)
            let director = try await hub.director()
            let (access, _) = try await hub.openInEmergency(resident, 1, by: director)
            let headers = try await hub.signedIn(as: .director)
            let opened = try await hub.send(.get, "/emergency/\(access)", headers: headers)
            #expect(opened.status == .ok && !text(opened).contains("咨询师匹配") && !text(opened).contains("C3"))
            let manager = try await hub.signedIn(as: .stationManager)
            let path = "/stations/S01/residents/\(resident)"
            let file = text(try await hub.send(.get, "/api/v1\(path)/export", headers: manager))
            #expect(!file.contains("tier") && !file.contains("C3"))
            #expect(text(try await hub.send(.get, path, headers: manager)).contains("咨询师匹配"))
        }
    }

    @Test func theStationsPageShowsIndicatorsAndWhatIsNotGathered() async throws {
        try await RunningHub.with { hub in
            var book = StationBook(try .number(1))
            for score in [5, 4, 2] {
                try book.record(
                    "feedback.given", #"{"about":{"kind":"order","id":"o1"},"score":\#(score),"first":false}"#)
            }
            try await hub.database.send(book)
            for role in [Role.director, .stationStaff] {
                let html = text(try await hub.send(.get, "/stations/S01", headers: try await hub.signedIn(as: role)))
                #expect(html.contains("data-figure=\"indicator.satisfaction\">66.7%<"))
                #expect(html.contains("data-figure=\"indicator.satisfaction.reason\">3 中的 2<"))
                #expect(html.contains("data-figure=\"indicator.fulfilment-rate\">尚未上报<"))
                #expect(html.contains("还没有收集：应完成的服务包项目<"))
            }
        }
    }
}
