import DistrictConfig
public import Foundation
import HubModel
import Ledger
public import Postgres
import Protection

/// What finance officers do with budget lines: a document gives them money, it is allocated, adjusted, frozen.
public struct MoveBudget: Sendable {
    /// A wish of a finance officer.
    public enum Move: Hashable, Sendable {
        /// 预算批复: a document gives a line of the district its money.
        case appropriate(BudgetLine, document: String)
        /// 分解下达: from a line of the district to one of a station, of the same funding line.
        case allocate(from: BudgetLine, to: BudgetLine)
        /// 调剂: between any two lines, with a reason.
        case adjust(from: BudgetLine, to: BudgetLine, reason: String)
        /// 冻结, with a reason.
        case freeze(BudgetLine, reason: String)
        /// 解冻, with a reason.
        case unfreeze(BudgetLine, reason: String)
    }

    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// A line that is given money pays at once for the orders that waited for it, the oldest first.
    ///
    /// - Parameters:
    ///   - id: made once by whoever asks, so that asking again doesn't move money twice; a UUID of version 7.
    ///   - fen: 1 or more.
    ///   - account: who asks; nil is the hub's operator.
    ///   - connection: in a transaction of that person.
    /// - Throws: ``FundingError``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ move: Move, fen: Int64, id: UUID, by account: UUID?, on connection: isolated Connection
    ) async throws {
        try move.check(context.funding)
        let (code, line) = (move.code(context.funding), move.line)
        guard let rule = context.funding.rule(for: code, fund: context.funding.line(line.fundingLine)?.fund) else {
            throw FundingError.eventNotPosted(code.rawValue)
        }
        let retry = RetryUnfunded(context: context, at: now)
        let today = context.day(now)
        let periods = try await OpenPeriods.lock(today: today, at: now, on: connection)
        let booking = try periods.bookingDay(of: today)
        var waiting: [OrderKey] = []
        if let given = move.given { waiting = try await retry.waiting(for: given, on: connection) }
        let event = FundingEvent(
            id: id, event: code, occurredAt: now, day: booking.day, notes: booking.notes, budgetLine: line,
            toLine: move.toLine, station: move.toLine?.station ?? line.station,
            amounts: Dictionary(rule.amounts.enumerated().map { ($1, $0 == 0 ? fen : 0) }) { first, _ in first },
            document: move.document, reason: move.reason, recordedBy: account)
        let posting = try Posting(
            event, rule: rule, chart: context.funding.accounts,
            dimensions: context.funding.line(line.fundingLine).map { BookDimensions(line: $0) })
        do {
            try await RecordPostings(entity: context.funding.entity, now: now).all([posting], on: connection)
            // Sent now, so that what the database refuses is heard of here.
            try await connection.flush()
        } catch let error as PostgresError where error.constraintName == "funding_event_document" {
            throw FundingError.documentUsed(move.document ?? "")
        }
        try await retry(waiting, on: connection)
    }
}

extension MoveBudget.Move {
    fileprivate var line: BudgetLine {
        switch self {
        case .appropriate(let line, _), .allocate(let line, _), .adjust(let line, _, _), .freeze(let line, _),
            .unfreeze(let line, _):
            line
        }
    }

    fileprivate var toLine: BudgetLine? {
        switch self {
        case .allocate(_, let to), .adjust(_, let to, _): to
        case .appropriate, .freeze, .unfreeze: nil
        }
    }

    /// The line that has more to spend afterwards.
    fileprivate var given: BudgetLine? {
        switch self {
        case .appropriate(let line, _), .unfreeze(let line, _): line
        case .allocate(_, let to), .adjust(_, let to, _): to
        case .freeze: nil
        }
    }

    fileprivate var document: String? {
        if case .appropriate(_, let document) = self { document } else { nil }
    }

    fileprivate var reason: String? {
        switch self {
        case .adjust(_, _, let reason), .freeze(_, let reason), .unfreeze(_, let reason): reason
        case .appropriate, .allocate: nil
        }
    }

    /// Money of a line's source comes in by the event of that source.
    fileprivate func code(_ funding: FundingConfiguration) -> FundingEventCode {
        switch self {
        case .appropriate(let line, _):
            switch funding.line(line.fundingLine)?.source {
            case .otherLevel: .transferReceived
            case .donatedOwned, .donatedEntrusted: .donationReceived
            case .company: .companyPrepaid
            case .appropriation, nil: .appropriationApproved
            }
        case .allocate: .budgetAllocated
        case .adjust: .budgetAdjusted
        case .freeze: .budgetFrozen
        case .unfreeze: .budgetUnfrozen
        }
    }

    fileprivate func check(_ funding: FundingConfiguration) throws(FundingError) {
        for line in [line, toLine].compactMap(\.self) where funding.line(line.fundingLine) == nil {
            throw .unknownFundingLine(line.fundingLine)
        }
        if let document, document.isBlank { throw .reasonMissing }
        if let reason, reason.isBlank { throw .reasonMissing }
        if case .allocate(let from, let to) = self {
            guard from.fundingLine == to.fundingLine else { throw .otherFundingLine }
            guard from.station == nil || from.station == to.station else { throw .otherStation }
        }
        if case .adjust(let from, let to, _) = self {
            // Money that was given for a purpose stays with it.
            let purposes = [from, to].map { funding.line($0.fundingLine)?.purpose }
            guard from.fundingLine == to.fundingLine || purposes == [nil, nil] else { throw .otherFundingLine }
        }
    }
}

extension FundingError {
    /// What a refusal of the control ledger means to whoever moves a budget.
    init(_ refusal: LedgerRefusal) {
        switch refusal {
        case .belowFloor(_, _, let available, let asked): self = .budgetExhausted(leftFen: available, askedFen: asked)
        case .amountNotPositive(_, let amount): self = .amountNotPositive(amount)
        case .overflow: self = .amountTooLarge
        default: self = .refused(refusal)
        }
    }
}

extension FundingDesk {
    /// Moves a budget, with an entry in the audit trail unless it was moved already.
    ///
    /// - Parameters:
    ///   - line: of the move, for the audit trail.
    ///   - id: made once by the form that asks, so that sending it twice moves money once.
    /// - Throws: what ``MoveBudget`` throws.
    public func move(
        _ move: MoveBudget.Move, of line: BudgetLine, fen: Int64, id: UUID, by author: FundingAuthor
    ) async throws {
        let context = context
        try await change(by: author) { connection in
            let isNew = try await !ReadFundingEvents().exists(id, on: connection)
            try await MoveBudget(context: context, at: author.now)(
                move, fen: fen, id: id, by: author.account, on: connection)
            if isNew { try await author.record(.budgetMoved, .init(.budgetLine, id: line.id), on: connection) }
        }
    }

    /// Moves budgets in the district's own name, all or none, as whoever runs the hub's machine asks for it. Each move keeps
    /// that nobody with an account made it.
    ///
    /// - Throws: what ``MoveBudget`` throws.
    public func move(_ moves: [(move: MoveBudget.Move, fen: Int64)], at now: Date) async throws {
        let context = context
        let named = moves.map { (id: UUID(version7At: now), move: $0.move, fen: $0.fen) }
        try await change(as: .district) { connection in
            for (id, move, fen) in named {
                try await MoveBudget(context: context, at: now)(move, fen: fen, id: id, by: nil, on: connection)
            }
        }
    }
}
