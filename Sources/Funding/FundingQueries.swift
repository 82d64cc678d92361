import Foundation
import HubModel
import Ledger
import Postgres

/// The statements on budget lines, business events and the money of orders.
enum FundingQueries {
    /// Stores budget lines that are not known yet.
    static func open(_ lines: [BudgetLine], at now: Date) -> Query {
        """
        INSERT INTO budget_line (
            budget_line_id, funding_line, fiscal_year, station_id, first_month, last_month, opened_at)
        SELECT *, \(now) FROM unnest(
            \(lines.map(\.id)), \(lines.map(\.fundingLine)), \(lines.map { Int32($0.fiscalYear) }),
            \(lines.map { $0.station?.rawValue }), \(lines.map { CalendarDate(civil: $0.months.lowerBound) }),
            \(lines.map { CalendarDate(civil: $0.months.upperBound) }))
        ON CONFLICT (budget_line_id) DO NOTHING
        """
    }

    /// The lines of stations: funding line, station, first month, last month.
    static func lines(of stations: [StationCode]) -> Query {
        """
        SELECT funding_line, station_id, first_month, last_month FROM budget_line
        WHERE station_id = ANY (\(stations.map(\.rawValue)))
        """
    }

    /// Lines by their ids: the same columns, behind the id.
    static func lines(_ ids: [UUID]) -> Query {
        """
        SELECT budget_line_id, funding_line, station_id, first_month, last_month FROM budget_line
        WHERE budget_line_id = ANY (\(ids))
        """
    }

    /// All lines of a fiscal year that the reader may see: id, funding line, station, first month, last month.
    static func lines(ofYear year: Int) -> Query {
        """
        SELECT budget_line_id, funding_line, station_id, first_month, last_month FROM budget_line
        WHERE fiscal_year = \(Int32(year)) ORDER BY funding_line, station_id NULLS FIRST, first_month, last_month
        """
    }

    /// Stores business events; those that are stored stay as they are.
    static func store(_ events: [FundingEvent], at now: Date) throws -> Query {
        let amounts = try events.map { try JSONB(encoding: $0.amounts) }
        return """
            INSERT INTO funding_event (
                event_id, event, occurred_at, day, notes, budget_line_id, to_line_id, station_id, order_id, fact_id,
                amounts, document, reason, reverses, recorded_by, recorded_at)
            SELECT event_id, event, occurred_at, day, string_to_array(notes, ' '), budget_line_id, to_line_id, station_id,
                order_id, fact_id, amounts, document, reason, reverses, recorded_by, \(now)
            FROM unnest(
                \(events.map(\.id)), \(events.map(\.event)), \(events.map(\.occurredAt)),
                \(events.map { CalendarDate(civil: $0.day) }),
                \(events.map { $0.notes.map(\.rawValue).joined(separator: " ") }), \(events.map { $0.budgetLine?.id }),
                \(events.map { $0.toLine?.id }), \(events.map { $0.station?.rawValue }), \(events.map(\.order)),
                \(events.map { $0.fact?.rawValue }), \(amounts), \(events.map(\.document)), \(events.map(\.reason)),
                \(events.map(\.reverses)), \(events.map(\.recordedBy)))
                AS event (
                    event_id, event, occurred_at, day, notes, budget_line_id, to_line_id, station_id, order_id, fact_id,
                    amounts, document, reason, reverses, recorded_by)
            ON CONFLICT (event_id) DO NOTHING
            """
    }

    /// Locks the money of orders in the order of their keys: station, order, and the columns of ``OrderFunding``.
    static func lockOrders(_ keys: [OrderKey]) -> Query {
        """
        SELECT station_id, order_id, state, reason, package, item, subsidy_group, wanted_fen, actual_fen, budget_line_id,
            reservation, reservation_number, verification, payee, profile, occurred_at
        FROM order_funding
        WHERE (station_id, order_id) IN (
            SELECT * FROM unnest(\(keys.map(\.station.rawValue)), \(keys.map(\.order))))
        ORDER BY station_id, order_id FOR UPDATE
        """
    }

    /// Stores the money of orders.
    static func store(_ orders: [(key: OrderKey, funding: OrderFunding)], at now: Date) -> Query {
        """
        INSERT INTO order_funding (
            station_id, order_id, state, reason, package, item, subsidy_group, wanted_fen, actual_fen, budget_line_id,
            reservation, reservation_number, verification, payee, profile, occurred_at, changed_at)
        SELECT *, \(now) FROM unnest(
            \(orders.map(\.key.station.rawValue)), \(orders.map(\.key.order)), \(orders.map(\.funding.state.rawValue)),
            \(orders.map { $0.funding.reason?.rawValue }), \(orders.map(\.funding.package)),
            \(orders.map(\.funding.item)), \(orders.map(\.funding.subsidyGroup)), \(orders.map(\.funding.wantedFen)),
            \(orders.map(\.funding.actualFen)), \(orders.map(\.funding.budgetLine)),
            \(orders.map(\.funding.reservation?.event)), \(orders.map { $0.funding.reservation.map { Int16($0.number) } }),
            \(orders.map(\.funding.verification)), \(orders.map(\.funding.payee)), \(orders.map(\.funding.profile)),
            \(orders.map(\.funding.occurredAt)))
        ON CONFLICT (station_id, order_id) DO UPDATE SET
            state = excluded.state, reason = excluded.reason, package = excluded.package, item = excluded.item,
            subsidy_group = excluded.subsidy_group, wanted_fen = excluded.wanted_fen, actual_fen = excluded.actual_fen,
            budget_line_id = excluded.budget_line_id, reservation = excluded.reservation,
            reservation_number = excluded.reservation_number, verification = excluded.verification,
            payee = excluded.payee, profile = excluded.profile,
            occurred_at = excluded.occurred_at, changed_at = excluded.changed_at
        """
    }

    /// Shows steps of orders to somebody.
    static func raise(_ troubles: [OrderTrouble], at now: Date) throws -> Query {
        let differences = try troubles.map { try JSONB(encoding: $0.differences) }
        return """
            INSERT INTO order_funding_exception (station_id, fact_id, order_id, code, differences, raised_at)
            SELECT *, \(now) FROM unnest(
                \(troubles.map(\.key.station.rawValue)), \(troubles.map(\.fact.rawValue)), \(troubles.map(\.key.order)),
                \(troubles.map(\.code)), \(differences))
            ON CONFLICT (station_id, fact_id, code) DO NOTHING
            """
    }
}

extension CalendarDate {
    /// The driver counts days from 2000-01-01.
    init(civil day: CivilDate) {
        self.init(daysSince2000: Int(day.daysSinceEpoch) - 10_957)
    }
}

extension CivilDate {
    init(driver day: CalendarDate) {
        self.init(daysSinceEpoch: Int64(day.daysSince2000) + 10_957)
    }
}
