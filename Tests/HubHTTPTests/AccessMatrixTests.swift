import Foundation
import Funding
import HTTPTypes
import HubModel
import Hummingbird
import HummingbirdTesting
import Identity
import PageKit
import Postgres
import Protection
import TestSupport
import Testing

@testable import HubHTTP

/// Every route of the table, asked by everybody about their own and others' things.
@Suite(.timeLimit(.minutes(10))) struct AccessMatrixTests {
    /// Somebody who asks.
    private struct Asker {
        let name: String
        let role: Role?
        /// Nil for a station's node, which signs what it asks.
        let headers: HTTPFields?
    }

    /// What a route's path is filled in with, and a text that an answer about it holds.
    private struct Target {
        /// Whether it belongs to the asker's own station or hospital: those numbered 01.
        let isOwn: Bool
        /// The sign-in name of somebody at the station.
        let name: String
        let station: String
        let hospital: String
        let account: UUID
        let session: UUID
        let resident: ResidentID
        let access: UUID
        /// What the station is told of the access.
        let notice: UUID
        /// Of the resident.
        let order: String
        /// Of the station.
        let funding: SeededFunding
        let claim: UUID
        /// Texts that stand in answers about the target and nowhere else.
        let marks: [String]

        func path(of route: HubHTTP.Route) -> String {
            let id =
                if route.path.contains("/sessions/") {
                    session
                } else if route.path.contains("/residents/") {
                    resident.rawValue
                } else if route.path.contains("/emergency/") {
                    access
                } else if route.path.contains("/notices/") {
                    notice
                } else if route.path.contains("/vouchers/") {
                    funding.voucher
                } else if route.path.contains("/claims/") {
                    claim
                } else if route.path.contains("/lines/") {
                    funding.line.id
                } else {
                    account
                }
            let code =
                if case .people(let policy) = route.policy, case .hospital = policy.scope { hospital } else { station }
            let path = route.path.replacing("{code}", with: code).replacing("{id}", with: id.uuidString.lowercased())
                .replacing("{profile}", with: "community-hub").replacing("{order}", with: order)
                .replacing("{account}", with: "1002").replacing("{line}", with: funding.line.fundingLine)
                .replacing("{month}", with: "2026-03").replacing("{event}", with: "advance-paid")
            if route.method == .get, path.hasSuffix("/rehearsal") { return path + "?from=1.1.0&to=1.1.0" }
            return path + (path.contains("/administration/audit") ? "?who=\(name)" : "")
        }
    }

    private func withDistrict(_ body: @Sendable (RunningHub, [Asker], [Target]) async throws -> Void) async throws {
        try await RunningHub.with { hub in
            var targets: [Target] = []
            let director = try await hub.director()
            for number in 1...2 {
                let name = "seeded-\(number)"
                let account = try await hub.accounts.create(name, .station(.stationStaff, number))
                let token = try await hub.accounts.signIn(name)
                let session = try await AuthenticateSession(hub.accounts.context)(token, at: FixedClock.now).session
                let resident = try await hub.seedResident(number)
                let (access, notice) = try await hub.openInEmergency(resident, number, by: director)
                let order = try await hub.seedOrder(of: resident, number)
                let funding = try await hub.seedFunding(number)
                let claim = try await hub.seedClaim(funding)
                targets.append(
                    Target(
                        isOwn: number == 1, name: name, station: "S0\(number)", hospital: "H0\(number)",
                        account: account, session: session, resident: resident, access: access, notice: notice,
                        order: order, funding: funding, claim: claim.id,
                        marks: [
                            "某人 \(name)", name, account.uuidString.lowercased(), String("\(resident)".prefix(8)),
                            funding.order, claim.number,
                        ]))
            }
            var askers = [
                Asker(name: "nobody", role: nil, headers: [:]),
                Asker(name: "station node", role: nil, headers: nil),
            ]
            for role in Role.allCases {
                askers.append(Asker(name: role.rawValue, role: role, headers: try await hub.signedIn(as: role)))
            }
            try await body(hub, askers, targets)
        }
    }

    /// What the policy says, worked out here from the words of the table alone.
    private func isAllowed(_ asker: Asker, _ policy: PeoplePolicy, _ target: Target) -> Bool {
        guard let role = asker.role, policy.roles.contains(role) else { return false }
        switch policy.scope {
        case .own: return true
        case .district: return role.organizationKind == .bureau
        case .station: return role.isBureau || (role.organizationKind == .station && target.isOwn)
        case .hospital: return role.isBureau || (role.organizationKind == .hospital && target.isOwn)
        }
    }

    private func answer(
        _ route: HubHTTP.Route, _ target: Target, _ asker: Asker, _ hub: RunningHub
    ) async throws -> (status: HTTPResponse.Status, body: String) {
        let path = target.path(of: route)
        guard let headers = asker.headers else {
            let response = try await hub.sendSigned(route.method, path, body: route.method == .get ? nil : [])
            return (response.status, String(buffer: response.body))
        }
        if route.answer.mediaType == "text/event-stream" {
            return (try await hub.head(route.method, path, headers: headers).status, "")
        }
        let response =
            route.method == .get
            ? try await hub.send(.get, path, headers: headers)
            : try await hub.post(path, [:], headers)
        return (response.status, String(buffer: response.body))
    }

    @Test func everyCellAnswersAsThePolicySays() async throws {
        try await withDistrict { hub, askers, targets in
            var cells = (allowed: 0, denied: 0)
            for route in hub.table.routes where route.path != "/sign-out" {
                guard case .people(let policy) = route.policy else { continue }
                for target in targets {
                    for asker in askers {
                        let cell = "\(route.method.rawValue) \(target.path(of: route)) as \(asker.name)"
                        let allowed = isAllowed(asker, policy, target)
                        // A change that is allowed is tried elsewhere; here it would take the ground from the other cells.
                        if allowed, policy.kind == .change {
                            cells.allowed += 1
                            continue
                        }
                        let (status, body) = try await answer(route, target, asker, hub)
                        if allowed {
                            // An empty form is answered as one that something is missing in.
                            let isAnswered = [.ok, .seeOther].contains(status)
                            let isTold = [.badRequest, .unprocessableContent, .unsupportedMediaType].contains(status)
                            #expect(isAnswered || (route.method != .get && isTold), "\(cell) answers \(status)")
                            if policy.kind == .list || policy.kind == .single, target.isOwn || asker.role == .director {
                                let rows = target.marks.filter { $0 != target.name }
                                #expect(rows.contains { body.contains($0) }, "\(cell) shows its row")
                            }
                            cells.allowed += 1
                        } else {
                            let expected: HTTPResponse.Status = asker.role == nil ? .unauthorized : .notFound
                            #expect(status == expected, "\(cell) answers \(status)")
                            for mark in target.marks { #expect(!body.contains(mark), "\(cell) leaks") }
                            cells.denied += 1
                        }
                    }
                }
            }
            // A matrix that shrank would pass unnoticed.
            print("access matrix: \(cells.allowed) cells allowed, \(cells.denied) denied")
            #expect(cells.allowed > 100 && cells.denied > 300)
        }
    }

    /// What looks absent is there: somebody sees each thing that others are denied.
    @Test func everyDeniedThingExists() async throws {
        try await withDistrict { hub, askers, targets in
            for route in hub.table.routes {
                guard case .people(let policy) = route.policy, policy.kind == .list || policy.kind == .single else {
                    continue
                }
                for target in targets {
                    var seen = false
                    for asker in askers where isAllowed(asker, policy, target) {
                        let (status, body) = try await answer(route, target, asker, hub)
                        seen = seen || (status == .ok && target.marks.contains { body.contains($0) })
                    }
                    // The other station's people are its own manager's to see.
                    if !seen, case .station = policy.scope, !target.isOwn {
                        let manager = try await hub.signedIn("manager-2", .station(.stationManager, 2))
                        let (_, body) = try await answer(
                            route, target, Asker(name: "manager-2", role: .stationManager, headers: manager), hub)
                        seen = target.marks.contains { body.contains($0) }
                    }
                    #expect(seen, "\(route.path) for \(target.station)")
                }
            }
        }
    }

    /// A manager's forms reach accounts of the own station only, whatever id stands in the path.
    @Test func pathsOfTheOwnStationDoNotReachOthersAccounts() async throws {
        try await withDistrict { hub, _, targets in
            let manager = try await hub.signedIn(as: .stationManager)
            let other = try #require(targets.last)
            for route in hub.table.routes where route.path.hasPrefix("/stations/{code}/staff/{id}") {
                let path = route.path.replacing("{code}", with: "S01")
                    .replacing("{id}", with: other.account.uuidString.lowercased())
                let fields = ["role": "station-staff@S01", "second-factor": "1"]
                let response =
                    route.method == .get
                    ? try await hub.send(.get, path, headers: manager) : try await hub.post(path, fields, manager)
                #expect(response.status == .notFound, "\(path)")
                #expect(!String(buffer: response.body).contains(other.marks[0]))
            }
            _ = try await hub.accounts.signIn("seeded-2")
        }
    }

    /// Refused attempts and reads stand in the trail.
    @Test func theTrailTellsOfRefusalsAndReads() async throws {
        try await withDistrict { hub, askers, targets in
            let staff = try #require(askers.first { $0.role == .stationStaff }?.headers)
            let director = try #require(askers.first { $0.role == .director }?.headers)
            let account = try #require(targets.first).account.uuidString.lowercased()
            _ = try await hub.send(.get, "/stations/S02", headers: staff)
            for path in ["/administration/accounts/\(account)", "/api/v1/overview/stations.csv"] {
                #expect(try await hub.send(.get, path, headers: director).status == .ok)
            }
            let told = try await hub.database.texts(
                """
                SELECT concat_ws(
                    ' ', stream, type, outcome, role, entity_type, entity_id, details::jsonb ->> 'refusal')
                FROM audit_event
                WHERE type IN ('refusal', 'read', 'export') ORDER BY stored_at, seq
                """)
            #expect(
                told == [
                    "station/S01 refusal refused station-staff route S02 not_allowed",
                    "bureau read success director accounts \(account)",
                    "bureau export success director stations.csv",
                ])
        }
    }

    @Test func aDisabledPersonsStreamIsCut() async throws {
        try await withDistrict { hub, _, targets in
            let headers = RunningHub.cookie(try await hub.accounts.signIn("seeded-1"))
            let account = try #require(targets.first).account
            let clock = ContinuousClock()
            let opened = clock.now
            async let stream = hub.send(.get, "/events/stations/S01", headers: headers)
            try await AdministerAccount(hub.accounts.context).disable(
                account, as: .district, origin: TestAccounts.origin, at: FixedClock.now)
            // The in-process client answers when the stream ends.
            let status = try await stream.status
            #expect(status == .ok || status == .unauthorized)
            #expect(clock.now - opened < .seconds(5))
        }
    }
}
