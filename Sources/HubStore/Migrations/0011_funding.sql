-- Government funding: budget lines, business events, and what orders reserve and cost.
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
CREATE INDEX funding_event_to_line ON funding_event (to_line_id, day) WHERE to_line_id IS NOT NULL;
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
        CHECK (state IN ('unfunded', 'reserved', 'released', 'verified', 'claimed', 'paid', 'returned')),
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
    -- Whom a verified service is owed to and the profile that brought it, as its entries name them; NULL before verification.
    payee          text COLLATE "C",
    profile        text COLLATE "C",
    PRIMARY KEY (station_id, order_id),
    CHECK (state NOT IN ('reserved', 'verified', 'claimed', 'paid') OR budget_line_id IS NOT NULL),
    CHECK (state NOT IN ('verified', 'claimed', 'paid') OR actual_fen IS NOT NULL),
    CHECK ((reservation IS NULL) = (reservation_number IS NULL))
);
CREATE INDEX order_funding_open ON order_funding (station_id, state, changed_at);
COMMENT ON COLUMN order_funding.state IS 'returned: it was paid and the money came back';
COMMENT ON TABLE order_funding IS 'district: what each service order reserves and costs';

CREATE TABLE order_funding_exception (
    -- The fact that could not be followed.
    station_id  text COLLATE "C" NOT NULL REFERENCES station,
    fact_id     uuid NOT NULL,
    order_id    text COLLATE "C" NOT NULL,
    code        text COLLATE "C" NOT NULL,
    raised_at   timestamptz NOT NULL,
    resolved_at timestamptz,
    resolved_by uuid,
    -- What was done about it.
    resolution  text CHECK (length(resolution) BETWEEN 1 AND 500),
    -- What the step says otherwise than was expected: subject, before, after.
    differences jsonb NOT NULL DEFAULT '[]',
    -- A fact may be shown for more than one reason.
    PRIMARY KEY (station_id, fact_id, code),
    CONSTRAINT order_funding_exception_resolution CHECK (
        (resolved_at IS NULL) = (resolved_by IS NULL) AND (resolved_at IS NULL) = (resolution IS NULL))
);
CREATE INDEX order_funding_exception_open ON order_funding_exception (raised_at) WHERE resolved_at IS NULL;
CREATE INDEX order_funding_exception_order ON order_funding_exception (station_id, order_id);
COMMENT ON TABLE order_funding_exception IS 'district: steps of orders that no money follows, for somebody to look at';

-- Row-level security --------------------------------------------------------------------------------------------------

DO $$
DECLARE
    name text;
    money_people text := 'current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'', ''auditor'')';
    writers text := 'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true '
        'WHEN ''bureau'' THEN current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'') ELSE false END';
BEGIN
    FOREACH name IN ARRAY ARRAY['budget_line', 'funding_event', 'order_funding', 'order_funding_exception'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
        -- A station's manager sees the money of the own station.
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true WHEN ''bureau'' THEN %s '
            'WHEN ''staff'' THEN current_setting(''xinlian.role'', true) = ''station-manager'' '
            'AND station_id = current_setting(''xinlian.station'', true) ELSE false END)', name, money_people);
        EXECUTE format('CREATE POLICY app_writes ON public.%I FOR INSERT TO xinlian_app WITH CHECK (%s)', name, writers);
        EXECUTE format('GRANT SELECT, INSERT ON public.%I TO xinlian_app', name);
    END LOOP;
    EXECUTE format(
        'CREATE POLICY app_changes ON order_funding FOR UPDATE TO xinlian_app USING (%1$s) WITH CHECK (%1$s)', writers);
    EXECUTE format(
        'CREATE POLICY app_resolves ON order_funding_exception FOR UPDATE TO xinlian_app USING (%1$s) WITH CHECK (%1$s)',
        writers);
END
$$;

GRANT UPDATE (
    state, reason, wanted_fen, actual_fen, budget_line_id, reservation, reservation_number, verification, changed_at, package,
    item, subsidy_group, occurred_at, payee, profile) ON order_funding TO xinlian_app;
GRANT UPDATE (resolved_at, resolved_by, resolution) ON order_funding_exception TO xinlian_app;
