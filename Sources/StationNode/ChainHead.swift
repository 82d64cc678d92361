import FactLog
import Foundation
import GRDB

/// The end of the chain.
struct ChainHead {
    var epoch: Int
    var seq: Int64
    var hash: FactHash

    init(_ database: Database) throws {
        let row = try Row.fetchOne(
            database, sql: "SELECT epoch, seq, hash FROM chain_head WHERE epoch = (SELECT epoch FROM book)")
        guard let row, let hash = FactHash(bytes: row["hash"] as Data) else {
            throw LocalBookError.damaged("chain_head")
        }
        epoch = row["epoch"]
        seq = row["seq"]
        self.hash = hash
    }

    func store(in database: Database) throws {
        try database.execute(
            sql: "UPDATE chain_head SET seq = ?, hash = ? WHERE epoch = ?", arguments: [seq, Data(hash.bytes), epoch])
    }
}
