import Foundation
import Testing

/// Rules of style and structure that no compiler checks.
@Suite struct TidyTests {
    private func report(_ found: [String], _ rule: Comment) {
        #expect(found.isEmpty, "\(rule)\n\(found.joined(separator: "\n"))")
    }

    @Test func filesHaveOneSubject() throws {
        let long = try Repository.sources().filter { $0.lines.count > 351 }.map {
            "\($0.path): \($0.lines.count) lines"
        }
        report(long, "a file has at most 350 lines")
    }

    @Test func functionsFitAScreen() throws {
        let long = try (Repository.sources() + Repository.swiftFiles(in: "Tests")).flatMap { file in
            file.functions.filter { $0.length > 60 }.map { "\(file.path):\($0.line): \($0.length) lines" }
        }
        report(long, "a function's body has at most 60 lines")
    }

    @Test func typesStandInFilesOfTheirNames() throws {
        let misplaced = try Repository.sources().flatMap { file in
            file.types.filter { $0.name != file.subject }.map { "\(file.path):\($0.line): \($0.name)" }
        }
        report(misplaced, "a type that others see stands in Name.swift or Name+What.swift")
    }

    /// Who alone may import a module.
    static let importers: [(module: String, by: Set<String>)] = [
        ("Hummingbird", ["HubHTTP", "PageKit", "hub"]), ("Yams", ["DistrictConfig"]), ("CLibpq", ["Postgres"]),
        ("CQrencode", ["PageKit"]), ("CXlsxWriter", ["Workbooks"]), ("JWTKit", ["Identity"]),
        ("GRDB", ["StationNode"]), ("Mustache", ["PageKit"]), ("ArgumentParser", ["hub", "station", "bench"]),
    ]

    @Test func modulesAreImportedWhereTheyBelong() throws {
        let forbidden = try Repository.sources().flatMap { file in
            Self.importers.filter { file.imports.contains($0.module) && !$0.by.contains(file.module) }
                .map { "\(file.path) imports \($0.module)" }
        }
        report(forbidden, "these libraries have one importer each")
    }

    static let slices: Set<String> = ["Brand", "Directory", "Federation", "Funding", "Identity", "Services"]

    @Test func slicesDoNotImportEachOther() throws {
        let forbidden = try Repository.sources().filter { Self.slices.contains($0.module) }.flatMap { file in
            file.imports.filter { Self.slices.contains($0) && $0 != file.module }.map { "\(file.path) imports \($0)" }
        }
        report(forbidden, "what crosses slices is HubRuntime's")
        let modules = Set(try Repository.sources().map(\.module))
        #expect(Self.slices.isSubset(of: modules))
    }

    @Test func theContractImportsNothingButFoundation() throws {
        let allowed: Set<String> = ["Foundation", "HubModel", "PluginKit", "PackagePlugin"]
        let forbidden = try Repository.swiftFiles(in: "Sources/Contract").flatMap { file in
            file.imports.filter { !allowed.contains($0) && file.name != "Package.swift" }.map {
                "\(file.path) imports \($0)"
            }
        }
        report(forbidden, "the contract has no dependencies")
    }

    /// Where SQL stands besides files named `…Queries.swift`, and why.
    static let sqlElsewhere: [(path: String, reason: String)] = [
        ("Sources/HubStore/Migrator", "the migrator keeps its own book in the database"),
        ("Sources/StationNode/", "the station's book is SQLite through GRDB"),
        ("Sources/bench/", "benchmarks are made of statements"),
        ("Sources/Postgres/", "the driver's own transaction, cursor and listening commands"),
        ("Sources/HubStore/PrivateCluster.swift", "databases of the private cluster are created and dropped with it"),
    ]

    @Test func sqlStandsInQueriesFiles() throws {
        let statement =
            #/^\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|GRANT|REVOKE|COPY|TRUNCATE|WITH|BEGIN|COMMIT|ROLLBACK|SET LOCAL|LISTEN|NOTIFY)\b/#
        let found = try Repository.sources().filter { file in
            !file.name.hasSuffix("Queries.swift") && !Self.sqlElsewhere.contains { file.path.hasPrefix($0.path) }
        }.flatMap { file in
            file.strings.filter { $0.text.firstMatch(of: statement) != nil }.map { "\(file.path):\($0.line)" }
        }
        report(found, "SQL stands in …Queries.swift")
    }

    /// Routes call use cases, which open their transaction and write what they did to the audit trail inside it.
    @Test func routesOpenNoTransaction() throws {
        let opening = #/withTransaction|AuditQueries/#
        let found = try Repository.sources().filter { $0.module == "HubHTTP" || $0.module == "PageKit" }.flatMap {
            file in
            file.codeLines.enumerated().filter { $0.element.firstMatch(of: opening) != nil }.map {
                "\(file.path):\($0.offset + 1)"
            }
        }
        report(found, "HubHTTP opens no transaction and appends to no audit trail by itself")
        #expect(try Repository.sources().contains { $0.module == "Funding" && $0.code.contains(opening) })
    }

    /// Leftovers with a reason to stay.
    static let leftoversAllowed: [(path: String, text: String, reason: String)] = [
        ("Sources/station/", "print(", "a program speaks to the terminal"),
        ("Sources/hub/", "print(", "a program speaks to the terminal"),
        ("Sources/bench/", "print(", "a program speaks to the terminal"),
    ]

    @Test func nothingIsLeftOver() throws {
        let marks = #/\b(?:TODO|FIXME|XXX|HACK)\b/#
        let code = #/\btry!|\bas!|\bfatalError\(|\bpreconditionFailure\(|(?:^|[^.\w])print\(/#
        let found = try Repository.sources().flatMap { file in
            let marked = file.lines.enumerated().filter { $0.element.firstMatch(of: marks) != nil }.map(\.offset)
            let risky = file.codeLines.enumerated().filter { $0.element.firstMatch(of: code) != nil }.map(\.offset)
            return (marked + risky).filter { line in
                !Self.leftoversAllowed.contains { file.path.hasPrefix($0.path) && file.lines[line].contains($0.text) }
            }.map { "\(file.path):\($0 + 1): \(file.lines[$0].trimmingCharacters(in: .whitespaces))" }
        }
        report(found, "no marks, forced tries and casts, fatal errors or prints")
    }

    @Test func uncheckedConcurrencyHasItsReasonBesideIt() throws {
        let escapes = #/@unchecked Sendable|nonisolated\(unsafe\)/#
        let found = try Repository.sources().flatMap { file in
            let lines = file.lines
            return file.codeLines.enumerated().filter { line in
                guard line.element.firstMatch(of: escapes) != nil else { return false }
                let before = lines[max(0, line.offset - 4)...line.offset]
                return !before.contains { $0.contains("//") }
            }.map { "\(file.path):\($0.offset + 1)" }
        }
        report(found, "@unchecked Sendable and nonisolated(unsafe) say why")
    }

    @Test func onlyTheBenchmarkLeavesProtectionOut() throws {
        let makers: Set<String> = [
            "Sources/HubRuntime/Ingest/IngestBatch.swift", "Sources/HubRuntime/Ingest/FactSealing.swift",
            "Sources/Protection/FieldCipher.swift", "Sources/Protection/SubjectKeys.swift",
        ]
        let found = try Repository.sources().filter { file in
            file.code.contains(#/\bunprotected\b|\.unsealed\(of:/#) && file.module != "bench"
                && !makers.contains(file.path)
        }.map(\.path)
        report(found, "nothing takes batches without sealing and audit but what measures their cost")
        #expect(try Repository.sources().contains { $0.module == "bench" && $0.code.contains(#/\.unprotected\(/#) })
    }

    @Test func nobodySleepsInTests() throws {
        let sleeps = #/\bsleep\(|Task\.sleep/#
        // A clock that stands still declares how to sleep, and nobody does.
        let allowed: Set<String> = ["ManualClock.swift"]
        let found = try Repository.swiftFiles(in: "Tests").filter { !allowed.contains($0.name) }.flatMap { file in
            file.codeLines.enumerated().filter { $0.element.firstMatch(of: sleeps) != nil }.map {
                "\(file.path):\($0.offset + 1)"
            }
        }
        report(found, "tests wait for conditions")
    }

    @Test func namesSayWhatThingsAre() throws {
        let vague = #/\b(?:class|struct|enum|actor|protocol)\s+\w*(?:Helpers?|Utils?|Common|Core)\b/#
        let found = try Repository.sources().flatMap { file in
            file.codeLines.filter { $0.firstMatch(of: vague) != nil }.map { "\(file.path): \($0)" }
        }
        report(found, "no Core, Common, Utils, Helpers")
    }

    @Test func everyFolderSaysWhatBelongsThere() throws {
        let missing = ["Sources", "Plugins", "Tests", "config", "deploy"].filter { folder in
            let readme = Repository.root.appendingPathComponent("\(folder)/README.md")
            return (try? String(contentsOf: readme, encoding: .utf8))?.count ?? 0 < 200
        }
        report(missing, "each top-level folder has a README.md")
    }
}

/// The reading itself, on code that breaks the rules.
@Suite struct SourceFileTests {
    @Test func codeStringsAndCommentsAreToldApart() {
        let file = SourceFile(
            path: "Sources/X/A.swift",
            text: ##"""
                import Foo // import Bar
                public import struct Baz.Qux
                let a = "SELECT \(b("x")) FROM t" /* try! */
                let c = #"as! \#(d)"#
                """##)
        #expect(file.imports == ["Foo", "Baz"])
        #expect(file.strings.map(\.text) == ["x", "SELECT ? FROM t", "as! ?"])
        #expect(file.strings.map(\.line) == [3, 3, 4])
        #expect(!file.code.contains("try!") && !file.code.contains("as!"))
        #expect(file.code.contains("b("))
    }

    @Test func typesThatOthersSeeAreFound() {
        let file = SourceFile(
            path: "Sources/X/A+B.swift",
            text: """
                // struct Mentioned {}
                public struct A { struct Within {} }
                @Suite(.serialized) @MainActor final class C {}
                indirect enum D {}
                @available(*, deprecated, message: "later")
                package actor E {}
                nonisolated protocol F {}
                private struct G {}
                fileprivate final class H {}
                extension A {
                    enum Inside {}
                }
                #if os(Linux)
                    struct I {}
                #endif
                """)
        #expect(file.subject == "A")
        #expect(file.types.map(\.name) == ["A", "C", "D", "E", "F", "I"])
        #expect(file.types.map(\.line) == [2, 3, 4, 6, 7, 14])
    }

    @Test func functionsAreMeasured() {
        let body = (0..<61).map { "        let x\($0) = { \($0) }" }.joined(separator: "\n")
        let file = SourceFile(
            path: "Sources/X/A.swift",
            text:
                "protocol P {\n    func q() -> Int\n    init()\n}\nstruct S {\n    func f(\n        a: Int = 3\n    ) throws {\n\(body)\n    }\n    init() { self.init(1) }\n}\n"
        )
        #expect(file.functions.map(\.length) == [61, 0])
        #expect(file.functions.map(\.line) == [6, 71])
    }
}
