import FactLog
import Foundation
import HubModel
import Testing

@testable import StationNode

@Suite struct ChangesTests {
    let folder: BookFolder
    let book: LocalBook
    let hub = FakeHub()

    init() throws {
        folder = try BookFolder()
        book = try LocalBook.create(in: folder.book, station: s01, at: morning)
    }

    func client() throws -> SyncClient {
        SyncClient(
            book: book, transport: DirectTransport(hub: hub), keys: try folder.keys(), logger: quiet(),
            now: { morning })
    }

    func change(_ number: Int, _ key: String, _ document: String?, digest: String? = nil) -> String {
        let bytes = Array((document ?? "").utf8)
        let own = ContentDigest.sha256(inFieldValue: ContentDigest.fieldValue(of: bytes))?.description ?? ""
        let digest = document == nil ? "null" : #""\#(digest ?? own)""#
        return
            #"{"number":\#(number),"key":"\#(key)","version":\#(number),"digest":\#(digest),"document":\#(document ?? "null")}"#
    }

    func page(_ changes: [String], cursor: Int, more: Bool) -> String {
        #"{"changes":[\#(changes.joined(separator: ","))],"cursor":\#(cursor),"more":\#(more)}"#
    }

    @Test func pagesAreAppliedUntilThereAreNoMore() async throws {
        await hub.setPage(
            0, page([change(3, "station", #"{"name":"一"}"#), change(5, "package/a", "[1]")], cursor: 5, more: true))
        await hub.setPage(5, page([change(6, "district", #""text""#)], cursor: 6, more: false))
        #expect(try await client().synchronize().changes == 3)
        await hub.setPage(
            6, page([change(7, "package/a", nil), change(8, "station", #"{"name":"二"}"#)], cursor: 8, more: false))
        #expect(try await client().synchronize().changes == 2)
        let documents = try await book.documents()
        #expect(documents.map(\.key) == ["district", "station"])
        #expect(documents.map { String(decoding: $0.document, as: UTF8.self) } == [#""text""#, #"{"name":"二"}"#])
        #expect(try await book.changeCursor() == 8)
    }

    @Test func aWrongDigestIsRefusedWithItsWholePage() async throws {
        let wrong = String(repeating: "0", count: 64)
        await hub.setPage(
            0, page([change(1, "a", "1"), change(2, "station", "2", digest: wrong)], cursor: 2, more: false))
        let trouble = await #expect(throws: SyncTrouble.self) { try await client().synchronize() }
        #expect(trouble?.code == "changes_digest")
        #expect(try await book.documents().isEmpty)
        #expect(try await book.changeCursor() == 0)
    }

    @Test func aGapFetchesEverythingAnew() async throws {
        await hub.setPage(0, page([change(1, "old", "1"), change(2, "station", "1")], cursor: 2, more: false))
        _ = try await client().synchronize()
        await hub.setPage(2, page([change(4, "station", "3")], cursor: 4, more: false))
        await hub.setPage(0, page([change(4, "station", "3")], cursor: 4, more: false))
        _ = try await client().synchronize()
        let documents = try await book.documents()
        #expect(documents.map(\.key) == ["station"])
        #expect(documents.first.map { String(decoding: $0.document, as: UTF8.self) } == "3")
    }
}
