import Foundation
import HTTPTypes
import HubModel
import HummingbirdTesting
import Identity
import NIOCore
import Postgres
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// The pages about residents, and break-glass access, as people use them.
@Suite(.timeLimit(.minutes(5))) struct ResidentRouteTests {
    private func text(_ response: TestResponse) -> String { String(buffer: response.body) }

    private func trail(_ hub: RunningHub, _ type: String) async throws -> [String] {
        try await hub.database.texts(
            """
            SELECT concat_ws(' ', stream, action, outcome, role, entity_type, purpose, reason, details::jsonb ->> 'what')
            FROM audit_event WHERE type = \(type) ORDER BY stored_at, seq
            """)
    }

    @Test func theFileForTheResidentHoldsEverything() async throws {
        try await RunningHub.with { hub in
            let resident = try await hub.seedResident(1)
            let manager = try await hub.signedIn(as: .stationManager)
            let answer = try await hub.send(
                .get, "/api/v1/stations/S01/residents/\(resident)/export", headers: manager)
            #expect(answer.status == .ok && answer.headers[.contentDisposition]?.contains("resident.json") == true)
            let file = try #require(
                try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? [String: Any])
            let records = try #require(file["records"] as? [[String: Any]])
            #expect(
                records.compactMap { ($0["header"] as? [String: Any])?["kind"] as? String }
                    == ["resident.registered", "screening.completed", "consent.withdrawn"])
            #expect((records[1]["data"] as? [String: Any])?["instrument"] as? String == "PHQ-9")
            let consents = try #require(file["consents"] as? [[String: Any]])
            #expect(consents.map { $0["decision"] as? String } == ["given", "withdrawn"])
            let staff = try await hub.signedIn(as: .stationStaff)
            let single = try await hub.send(.get, "/api/v1/stations/S01/residents/\(resident)", headers: staff)
            #expect(single.status == .ok && !text(single).contains("PHQ-9"))
            #expect(try await trail(hub, "export") == ["station/S01 read success station-manager export"])
        }
    }

    @Test func erasingTakesAReasonAndTheIdOnceMore() async throws {
        try await RunningHub.with { hub in
            let resident = try await hub.seedResident(1)
            let manager = try await hub.signedIn(as: .stationManager)
            let path = "/stations/S01/residents/\(resident)"
            let short = String("\(resident)".prefix(8))
            for fields in [
                ["reason": "", "confirm": short], ["reason": "居民本人书面要求", "confirm": ""],
                ["reason": "居民本人书面要求", "confirm": "00000000"], ["confirm": short],
                ["reason": String(repeating: "长", count: 501), "confirm": short],
            ] {
                let answer = try await hub.post(path + "/erase", fields, manager)
                #expect(answer.status == .unprocessableContent, "\(fields)")
                #expect(!text(answer).contains("PHQ-9") && !text(answer).contains("1955-1959"), "\(fields)")
            }
            #expect(try await hub.database.number("SELECT count(*) FROM resident") == 1)
            let answer = try await hub.post(
                path + "/erase", ["reason": "居民本人书面要求", "confirm": " \(short.uppercased()) "], manager)
            #expect(answer.status == .seeOther)
            let page = try await hub.send(.get, path, headers: manager)
            #expect(page.status == .ok && text(page).contains("资料已删除") && !text(page).contains("PHQ-9"))
            #expect(try await hub.database.number("SELECT count(*) FROM resident") == 0)
            #expect(
                try await trail(hub, "erasure") == [
                    "station/S01 delete success station-manager resident 居民本人书面要求 resident-erased"
                ])
        }
    }

    @Test func anEmergencyOpensOneRecordAndTellsBothSides() async throws {
        try await RunningHub.with { hub in
            let (resident, other) = (try await hub.seedResident(1), try await hub.seedResident(2))
            let director = try await hub.signedIn(as: .director)
            let reason = "居民来电称有轻生念头，站点无人接听"
            let form = ["station": "S01", "resident": "\(resident)", "reason": reason, "hours": "2"]
            let opened = try await hub.post("/emergency", form, director)
            #expect(opened.status == .seeOther)
            let path = try #require(opened.headers[.location])
            let page = try await hub.send(.get, path, headers: director)
            #expect(page.status == .ok && text(page).contains("PHQ-9") && text(page).contains("1955-1959"))
            #expect(!text(page).contains(String("\(other)".prefix(8))))
            #expect(
                try await trail(hub, "emergency-access") == [
                    "station/S01 execute success director resident BTG \(reason) emergency-granted",
                    "station/S01 read success director resident BTG \(reason) emergency-read",
                ])
            // Everybody who is to know sees it on the page they begin with.
            for (role, home) in [
                (Role.auditor, "/"), (.stationManager, "/stations/S01"), (.stationStaff, "/stations/S01"),
            ] {
                let person = try await hub.signedIn(as: role)
                #expect(text(try await hub.send(.get, home, headers: person)).contains("紧急调阅通知待知悉"), "\(role)")
                let notices = try #require(NoticeRoutes.path(for: assignment(role)))
                let list = text(try await hub.send(.get, notices, headers: person))
                #expect(list.contains(reason) && list.contains(String("\(resident)".prefix(8))), "\(role)")
            }
            let elsewhere = try await hub.signedIn(
                "manager-2", try #require(RoleAssignment(.stationManager, at: .station(.number(2)))))
            #expect(!text(try await hub.send(.get, "/stations/S02", headers: elsewhere)).contains("紧急调阅通知"))
            #expect(!text(try await hub.send(.get, "/stations/S02/notices", headers: elsewhere)).contains(reason))
            // Given back, it opens nothing any more.
            #expect(try await hub.post(path + "/end", [:], director).status == .seeOther)
            #expect(try await hub.send(.get, path, headers: director).status == .notFound)
            #expect(try await hub.post(path + "/end", [:], director).status == .notFound)
        }
    }

    private func assignment(_ role: Role) throws -> RoleAssignment {
        let organization: Organization = role.organizationKind == .station ? .station(try .number(1)) : .bureau
        return try #require(RoleAssignment(role, at: organization))
    }

    @Test func aRecordOnTheListToBeLookedAtLeadsToItsResident() async throws {
        try await RunningHub.with { hub in
            let resident = try await hub.seedResident(1)
            let fact = try #require(try await hub.database.texts("SELECT fact_id::text FROM attention").first)
            let director = try await hub.signedIn(as: .director)
            let form = ["station": "S01", "resident": fact, "reason": "站点夜间无人，需要联系家属", "hours": "1"]
            #expect(try await hub.post("/emergency", form, director).status == .seeOther)
            #expect(try await hub.database.texts("SELECT subject::text FROM emergency_access") == ["\(resident)"])
        }
    }

    @Test func whatIsWrongWithAFormOpensNothing() async throws {
        try await RunningHub.with { hub in
            let resident = try await hub.seedResident(1)
            let director = try await hub.signedIn(as: .director)
            let good = ["station": "S01", "resident": "\(resident)", "reason": "站点夜间无人，需要联系家属", "hours": "1"]
            for (name, value) in [
                ("station", "S02"), ("station", "S99"), ("station", "'; DROP TABLE notice; --"),
                ("resident", UUID().uuidString), ("resident", "x"), ("resident", "\(SubjectKeys.nobody)"),
                ("reason", "太短"), ("reason", String(repeating: "长", count: 501)), ("reason", "控制符\u{7}控制符控制符控制符"),
                ("hours", "0"), ("hours", "5"), ("hours", "x"), ("hours", "1e9"),
            ] {
                let answer = try await hub.post("/emergency", good.merging([name: value]) { $1 }, director)
                #expect(answer.status == .unprocessableContent, "\(name) \(value)")
                #expect(text(answer).contains("role=\"alert\""), "\(name) \(value)")
            }
            #expect(try await hub.database.number("SELECT count(*) FROM emergency_access") == 0)
            #expect(try await hub.database.number("SELECT count(*) FROM notice") == 0)
            let refused = try await trail(hub, "emergency-access")
            #expect(!refused.isEmpty && refused.allSatisfy { $0.contains(" refused ") })
        }
    }
}
