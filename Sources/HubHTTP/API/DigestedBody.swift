import Crypto
import FactLog
import Federation
import HTTPTypes
import Hummingbird
import NIOCore
import PageKit

/// Bodies whose digest stands in the request's header (RFC 9530), where a signature covers it.
enum DigestedBody {
    /// Reads the whole body and compares it with its digest.
    ///
    /// - Parameter limit: bytes at most.
    /// - Throws: `BatchRefusal.tooLarge` or `badDigest`; `Problem` when digest or body can't be read.
    static func read(_ request: Request, atMost limit: Int) async throws -> (bytes: [UInt8], digest: FactHash) {
        guard let name = HTTPField.Name(ContentDigest.fieldName), let field = request.headers[name] else {
            throw Problem.unreadable("Content-Digest is missing")
        }
        guard let stated = ContentDigest.sha256(inFieldValue: field) else {
            throw Problem.unreadable("Content-Digest holds a sha-256 digest as RFC 9530 says")
        }
        let body = try await collect(request, atMost: limit)
        let digest = FactHash(SHA256.hash(data: body))
        guard digest == stated else { throw BatchRefusal.badDigest }
        return (body, digest)
    }

    private static func collect(_ request: Request, atMost limit: Int) async throws -> [UInt8] {
        var body: [UInt8] = []
        do {
            for try await buffer in request.body {
                guard body.count + buffer.readableBytes <= limit else { throw BatchRefusal.tooLarge(line: nil) }
                body.append(contentsOf: buffer.readableBytesView)
            }
        } catch let refusal as BatchRefusal {
            throw refusal
        } catch {
            // The client went away in the middle; nobody may hear this answer.
            throw Problem.unreadable("the body ended before its stated length")
        }
        return body
    }
}
