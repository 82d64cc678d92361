import Foundation
import HubModel
import Postgres

/// Accounts are open as something else than they are defined now. What an account is does not change while it is open.
public struct AccountDefinitionMismatch: Error, Hashable, Sendable {
    /// An account as it is open, and as it was to be opened.
    public struct Account: Hashable, Sendable {
        public var standing: AccountDefinition
        public var asked: AccountDefinition

        public init(standing: AccountDefinition, asked: AccountDefinition) {
            self.standing = standing
            self.asked = asked
        }
    }

    public var accounts: [Account]

    public init(accounts: [Account]) {
        self.accounts = accounts
    }

    /// - Parameter rows: as ``LedgerQueries/open(_:at:)`` gives them.
    static func check(_ rows: [Row], asked definitions: [AccountDefinition]) throws {
        if rows.isEmpty { return }
        var accounts: [Account] = []
        for row in rows {
            let (id, unit, side, floor, ceiling, station) = try row.decode(
                UUID.self, String.self, String.self, Int64?.self, Int64?.self, String?.self)
            for asked in definitions where asked.key.id.rawValue == id {
                let standing = AccountDefinition(
                    key: asked.key, unit: unit, normalSide: side == "debit" ? .debit : .credit, floor: floor,
                    ceiling: ceiling, station: station.flatMap(StationCode.init(rawValue:)))
                if standing != asked { accounts.append(Account(standing: standing, asked: asked)) }
            }
        }
        throw AccountDefinitionMismatch(accounts: accounts)
    }
}
