-- Government funding: budget lines, business events, what orders reserve and cost, vouchers and accounting periods.
--
-- Amounts stand in the ledger; these tables say what its transfers were for. Rows of events, decisions and attachments are
-- never changed: corrections are events of their own.

-- District ------------------------------------------------------------------------------------------------------------

CREATE TABLE budget_line (
    -- Derived of the other columns, so that whoever knows those knows the key.
    budget_line_id uuid PRIMARY KEY,
    -- A line of config/funding/lines.yaml.
    funding_line   text COLLATE "C" NOT NULL,
    fiscal_year    integer NOT NULL CHECK (fiscal_year BETWEEN 2000 AND 2999),
    -- NULL is the district's own, from which stations' are allocated.
    station_id     text COLLATE "C" REFERENCES station,
    -- The months it pays for, by their first days.
    first_month    date NOT NULL CHECK (extract(day FROM first_month) = 1),
    last_month     date NOT NULL CHECK (extract(day FROM last_month) = 1),
    opened_at      timestamptz NOT NULL,
    CHECK (first_month <= last_month),
    CHECK (extract(year FROM first_month) = fiscal_year AND extract(year FROM last_month) = fiscal_year)
);
CREATE INDEX budget_line_station ON budget_line (station_id, funding_line, fiscal_year);
COMMENT ON TABLE budget_line IS 'district: budget lines 预算指标, by funding line, station and months';

CREATE TABLE funding_event (
    event_id       uuid PRIMARY KEY,
    -- A code of config/funding/posting-rules.yaml.
    event          text COLLATE "C" NOT NULL,
    -- When it happened, and the day it is booked on, which differs when the month was closed already.
    occurred_at    timestamptz NOT NULL,
    day            date NOT NULL,
    -- Codes of what to tell about it, such as why the day is another.
    notes          text[] NOT NULL DEFAULT '{}',
    budget_line_id uuid REFERENCES budget_line,
    -- Of an allocation or adjustment, where the money goes.
    to_line_id     uuid REFERENCES budget_line,
    station_id     text COLLATE "C" REFERENCES station,
    order_id       text COLLATE "C",
    -- The fact that told of it.
    fact_id        uuid,
    -- Fen by the names of the rule's base amounts.
    amounts        jsonb NOT NULL,
    -- Number of the appropriation or of another document.
    document       text CHECK (length(document) BETWEEN 1 AND 100),
    reason         text CHECK (length(reason) BETWEEN 1 AND 500),
    -- The event that this one takes back.
    reverses       uuid REFERENCES funding_event,
    -- The account; NULL for the hub itself.
    recorded_by    uuid,
    recorded_at    timestamptz NOT NULL
);
CREATE INDEX funding_event_order ON funding_event (station_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX funding_event_line ON funding_event (budget_line_id, day);
CREATE INDEX funding_event_day ON funding_event USING brin (day);
-- A document gives a line its money once.
CREATE UNIQUE INDEX funding_event_document ON funding_event (document, budget_line_id)
    WHERE event = 'appropriation-approved';
COMMENT ON TABLE funding_event IS 'district: business events 经济业务 that moved money or a budget, never changed';

CREATE TABLE order_funding (
    station_id     text COLLATE "C" NOT NULL REFERENCES station,
    order_id       text COLLATE "C" NOT NULL,
    package        text COLLATE "C" NOT NULL,
    item           text COLLATE "C" NOT NULL,
    -- The group by which it is subsidised, as the station stated it.
    subsidy_group  text COLLATE "C",
    state          text COLLATE "C" NOT NULL
        CHECK (state IN ('unfunded', 'reserved', 'released', 'verified', 'claimed', 'paid')),
    -- Why it is unfunded or was released.
    reason         text COLLATE "C",
    -- What the government's part was to be, and what it came to.
    wanted_fen     bigint NOT NULL CHECK (wanted_fen >= 0),
    actual_fen     bigint CHECK (actual_fen >= 0),
    budget_line_id uuid REFERENCES budget_line,
    -- The event that reserved, and the one that posted.
    reservation    uuid REFERENCES funding_event,
    -- The transfer's number in the former.
    reservation_number smallint,
    verification   uuid REFERENCES funding_event,
    occurred_at    timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    PRIMARY KEY (station_id, order_id),
    CHECK (state NOT IN ('reserved', 'verified', 'claimed', 'paid') OR budget_line_id IS NOT NULL),
    CHECK (state NOT IN ('verified', 'claimed', 'paid') OR actual_fen IS NOT NULL),
    CHECK ((reservation IS NULL) = (reservation_number IS NULL))
);
CREATE INDEX order_funding_open ON order_funding (station_id, state, changed_at);
COMMENT ON TABLE order_funding IS 'district: what each service order reserves and costs';

CREATE TABLE order_funding_exception (
    -- The fact that could not be followed.
    station_id  text COLLATE "C" NOT NULL REFERENCES station,
    fact_id     uuid NOT NULL,
    order_id    text COLLATE "C" NOT NULL,
    code        text COLLATE "C" NOT NULL,
    raised_at   timestamptz NOT NULL,
    PRIMARY KEY (station_id, fact_id)
);
COMMENT ON TABLE order_funding_exception IS 'district: steps of orders that no money follows, for somebody to look at';

CREATE TABLE accounting_period (
    month     date PRIMARY KEY CHECK (extract(day FROM month) = 1),
    state     text COLLATE "C" NOT NULL CHECK (state IN ('open', 'closed')),
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
COMMENT ON TABLE accounting_period IS 'district: months 会计期间 that may be booked in, and those that are closed';

CREATE TABLE voucher (
    voucher_id       uuid PRIMARY KEY,
    event_id         uuid NOT NULL REFERENCES funding_event,
    -- 凭证字 and month are what numbers run in.
    word             text NOT NULL CHECK (length(word) BETWEEN 1 AND 4),
    month            date NOT NULL CHECK (extract(day FROM month) = 1),
    day              date NOT NULL,
    -- Given at approval, 1, 2, 3… without gaps.
    number           integer CHECK (number >= 1),
    state            text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected')),
    total_fen        bigint NOT NULL CHECK (total_fen > 0),
    approvals_needed integer NOT NULL CHECK (approvals_needed IN (1, 2)),
    -- The account that prepared it; all zeros for the hub itself.
    prepared_by      uuid NOT NULL,
    prepared_at      timestamptz NOT NULL,
    settled_at       timestamptz,
    station_id       text COLLATE "C" REFERENCES station,
    CHECK ((number IS NOT NULL) = (state = 'approved')),
    CHECK ((settled_at IS NULL) = (state = 'waiting')),
    CHECK (day >= month AND day < month + interval '1 month'),
    UNIQUE (word, month, number),
    UNIQUE (voucher_id, prepared_by)
);
CREATE INDEX voucher_waiting ON voucher (month, prepared_at) WHERE state = 'waiting';
CREATE INDEX voucher_event ON voucher (event_id);
COMMENT ON TABLE voucher IS 'district: vouchers 记账凭证; their entries are the transfers of the ledger event with their id';

CREATE TABLE voucher_decision (
    voucher_id  uuid NOT NULL,
    -- Who decides is never who prepared, nor the other one who decides.
    decided_by  uuid NOT NULL,
    prepared_by uuid NOT NULL CHECK (prepared_by <> decided_by),
    decision    text COLLATE "C" NOT NULL CHECK (decision IN ('approved', 'rejected')),
    reason      text CHECK (length(reason) BETWEEN 1 AND 500),
    decided_at  timestamptz NOT NULL,
    PRIMARY KEY (voucher_id, decided_by),
    FOREIGN KEY (voucher_id, prepared_by) REFERENCES voucher (voucher_id, prepared_by),
    CHECK (decision = 'approved' OR reason IS NOT NULL)
);
COMMENT ON TABLE voucher_decision IS 'district: who approved or rejected a voucher';

CREATE TABLE voucher_series (
    word        text NOT NULL,
    month       date NOT NULL CHECK (extract(day FROM month) = 1),
    last_number integer NOT NULL CHECK (last_number >= 0),
    PRIMARY KEY (word, month)
);
COMMENT ON TABLE voucher_series IS 'district: the last number given in each voucher word and month';

-- Functions -----------------------------------------------------------------------------------------------------------

-- Gives a voucher that has its approvals the next number of its series, or NULL while approvals are missing. Whoever
-- decides at the same moment waits for the row of the voucher, and sees the other's approval then. The row of the series is
-- locked until the transaction ends, so that a number that isn't used is never given, and none is given twice.
CREATE FUNCTION number_voucher(asked uuid, settled timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    waiting record;
    given integer;
BEGIN
    IF NOT ledger_may_write() THEN PERFORM ledger_refuse_writer(); END IF;
    SELECT v.word, v.month, v.approvals_needed, v.state INTO waiting
    FROM voucher v WHERE v.voucher_id = asked FOR UPDATE;
    IF NOT FOUND OR waiting.state <> 'waiting' THEN
        RAISE check_violation USING MESSAGE = 'the voucher does not wait for approval', CONSTRAINT = 'voucher_waits';
    END IF;
    IF (SELECT count(*) FROM voucher_decision d WHERE d.voucher_id = asked AND d.decision = 'approved')
        < waiting.approvals_needed THEN
        RETURN NULL;
    END IF;
    IF (SELECT p.state FROM accounting_period p WHERE p.month = waiting.month FOR SHARE) IS DISTINCT FROM 'open' THEN
        RAISE check_violation USING MESSAGE = 'the month is closed', CONSTRAINT = 'accounting_period_open';
    END IF;
    INSERT INTO voucher_series AS s (word, month, last_number) VALUES (waiting.word, waiting.month, 1)
    ON CONFLICT (word, month) DO UPDATE SET last_number = s.last_number + 1
    RETURNING last_number INTO given;
    UPDATE voucher SET number = given, state = 'approved', settled_at = settled WHERE voucher_id = asked;
    RETURN given;
END
$$;

-- Takes a voucher that was rejected out of those that wait.
CREATE FUNCTION reject_voucher(asked uuid, settled timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT ledger_may_write() THEN PERFORM ledger_refuse_writer(); END IF;
    UPDATE voucher v SET state = 'rejected', settled_at = settled
    WHERE v.voucher_id = asked AND v.state = 'waiting' AND EXISTS (
        SELECT FROM voucher_decision d WHERE d.voucher_id = asked AND d.decision = 'rejected');
    IF NOT FOUND THEN
        RAISE check_violation USING MESSAGE = 'the voucher does not wait, or nobody rejected it', CONSTRAINT = 'voucher_waits';
    END IF;
END
$$;

-- Row-level security --------------------------------------------------------------------------------------------------

DO $$
DECLARE
    name text;
    money_people text := 'current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'', ''auditor'')';
    writers text := 'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true '
        'WHEN ''bureau'' THEN current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'') ELSE false END';
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'budget_line', 'funding_event', 'order_funding', 'order_funding_exception', 'accounting_period', 'voucher',
        'voucher_decision', 'voucher_series'
    ] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
    -- A station's manager sees the money of the own station.
    FOREACH name IN ARRAY ARRAY['budget_line', 'funding_event', 'order_funding', 'order_funding_exception', 'voucher'] LOOP
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true WHEN ''bureau'' THEN %s '
            'WHEN ''staff'' THEN current_setting(''xinlian.role'', true) = ''station-manager'' '
            'AND station_id = current_setting(''xinlian.station'', true) ELSE false END)', name, money_people);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['voucher_decision', 'voucher_series'] LOOP
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true WHEN ''bureau'' THEN %s '
            'ELSE false END)', name, money_people);
    END LOOP;
    EXECUTE 'CREATE POLICY everybody_reads ON accounting_period FOR SELECT TO xinlian_app USING (true)';
    FOREACH name IN ARRAY ARRAY[
        'budget_line', 'funding_event', 'order_funding', 'order_funding_exception', 'accounting_period', 'voucher'
    ] LOOP
        EXECUTE format('CREATE POLICY app_writes ON public.%I FOR INSERT TO xinlian_app WITH CHECK (%s)', name, writers);
        EXECUTE format('GRANT SELECT, INSERT ON public.%I TO xinlian_app', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['order_funding', 'order_funding_exception', 'accounting_period'] LOOP
        EXECUTE format(
            'CREATE POLICY app_changes ON public.%I FOR UPDATE TO xinlian_app USING (%s) WITH CHECK (%s)', name, writers,
            writers);
    END LOOP;
    -- Each decides under the own name.
    EXECUTE 'CREATE POLICY app_decides ON voucher_decision FOR INSERT TO xinlian_app WITH CHECK ('
        'current_setting(''xinlian.scope'', true) = ''bureau'' '
        'AND current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'') '
        'AND decided_by::text = current_setting(''xinlian.account'', true))';
    -- The functions above run as the owner.
    FOREACH name IN ARRAY ARRAY['voucher', 'voucher_decision', 'voucher_series', 'accounting_period'] LOOP
        EXECUTE format('CREATE POLICY functions_write ON public.%I FOR ALL TO xinlian_owner USING (true) WITH CHECK (true)', name);
    END LOOP;
END
$$;
GRANT SELECT, INSERT ON voucher_decision TO xinlian_app;
GRANT SELECT ON voucher_series TO xinlian_app;
GRANT UPDATE (state, reason, wanted_fen, actual_fen, budget_line_id, reservation, reservation_number, verification, changed_at, package, item,
    subsidy_group, occurred_at) ON order_funding TO xinlian_app;
GRANT UPDATE (state, closed_at) ON accounting_period TO xinlian_app;
REVOKE ALL ON FUNCTION number_voucher(uuid, timestamptz), reject_voucher(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION number_voucher(uuid, timestamptz), reject_voucher(uuid, timestamptz) TO xinlian_app;
