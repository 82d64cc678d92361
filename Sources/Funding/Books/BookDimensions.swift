import DistrictConfig
import HubModel
import Ledger

/// The accounts that entries of the two books go to, by what is known of the business behind them.
struct BookDimensions: Hashable {
    var line: FundingLine
    var station: StationCode?
    var profile: String?
    var package: String?
    /// Whom the money goes to or comes from.
    var payee: String?

    /// Dimensions 辅助核算: functional and economic class, programme, funding source, station, profile, package, payee.
    private var all: [String: String] {
        var dimensions = [
            "functional-class": line.functionalClass.code, "economic-class": line.economicClass.code,
            "government-economic-class": line.governmentEconomicClass.code, "programme": line.programme.code,
            "source": line.source.rawValue, "line": line.code,
        ]
        dimensions["station"] = station?.rawValue
        dimensions["profile"] = profile
        dimensions["package"] = package
        dimensions["payee"] = payee
        return dimensions
    }

    /// The account of a book; without limits, since a book tells what happened.
    func account(_ account: FundingAccount) -> AccountDefinition {
        AccountDefinition(
            key: AccountKey(ledger: account.book.rawValue, code: account.code, dimensions: all), unit: "fen",
            normalSide: account.normalSide == .debit ? .debit : .credit, station: station)
    }
}
