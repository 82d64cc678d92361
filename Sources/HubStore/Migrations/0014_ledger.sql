-- The ledger: accounts, transfers that nobody changes, and totals by month.
--
-- The tables are written through three functions alone, which lock accounts in the order of their keys and derive every
-- balance from the transfers they insert; no role may change a balance, or a transfer, by itself.

-- District ------------------------------------------------------------------------------------------------------------

CREATE TABLE ledger_account (
    -- Derived of ledger, code and dimensions, so that whoever knows those knows the key.
    account_id      uuid PRIMARY KEY,
    ledger          text COLLATE "C" NOT NULL,
    code            text COLLATE "C" NOT NULL,
    dimensions      jsonb NOT NULL,
    unit            text COLLATE "C" NOT NULL,
    -- The side on which the account grows.
    normal_side     text COLLATE "C" NOT NULL CHECK (normal_side IN ('debit', 'credit')),
    -- What the balance may not fall below, whatever becomes of pending transfers; NULL is no limit.
    floor           bigint,
    -- What it may not rise above.
    ceiling         bigint,
    -- Whose account it is; NULL is the district's own.
    station_id      text COLLATE "C" REFERENCES station,
    debits_posted   bigint NOT NULL DEFAULT 0,
    credits_posted  bigint NOT NULL DEFAULT 0,
    debits_pending  bigint NOT NULL DEFAULT 0 CHECK (debits_pending >= 0),
    credits_pending bigint NOT NULL DEFAULT 0 CHECK (credits_pending >= 0),
    opened_at       timestamptz NOT NULL,
    UNIQUE (ledger, code, dimensions),
    CONSTRAINT ledger_account_floor CHECK (
        floor IS NULL OR floor <= CASE normal_side
            WHEN 'credit' THEN credits_posted - debits_posted - debits_pending
            ELSE debits_posted - credits_posted - credits_pending END),
    CONSTRAINT ledger_account_ceiling CHECK (
        ceiling IS NULL OR ceiling >= CASE normal_side
            WHEN 'credit' THEN credits_posted - debits_posted + credits_pending
            ELSE debits_posted - credits_posted + debits_pending END)
) WITH (fillfactor = 70);
COMMENT ON TABLE ledger_account IS 'district: accounts of all ledgers with what was posted to them and what is pending';

CREATE TABLE ledger_transfer (
    -- The event whose transfers succeed or fail together, and the place of this one in it from 1: the idempotency key.
    event_id       uuid NOT NULL,
    number         smallint NOT NULL CHECK (number >= 1),
    kind           text COLLATE "C" NOT NULL
        CHECK (kind IN ('posted', 'pending', 'post', 'void', 'expire', 'reversal')),
    debit_account  uuid NOT NULL,
    credit_account uuid NOT NULL CHECK (credit_account <> debit_account),
    amount         bigint NOT NULL CHECK (amount > 0),
    day            date NOT NULL,
    -- The pending transfer that this one settles, or the one that it reverses.
    target_event   uuid,
    target_number  smallint,
    -- When a pending transfer that nobody settled is given up.
    expires_at     timestamptz CHECK (expires_at IS NULL OR kind = 'pending'),
    station_id     text COLLATE "C" REFERENCES station,
    recorded_at    timestamptz NOT NULL,
    PRIMARY KEY (event_id, number),
    CHECK ((target_event IS NULL) = (kind IN ('posted', 'pending'))),
    CHECK ((target_event IS NULL) = (target_number IS NULL))
);
-- A pending transfer is settled once.
CREATE UNIQUE INDEX ledger_transfer_settled ON ledger_transfer (target_event, target_number)
    WHERE kind IN ('post', 'void', 'expire');
CREATE INDEX ledger_transfer_reversed ON ledger_transfer (target_event, target_number) WHERE kind = 'reversal';
CREATE INDEX ledger_transfer_expiring ON ledger_transfer (expires_at) WHERE expires_at IS NOT NULL;
-- Transfers come in about the order of their days.
CREATE INDEX ledger_transfer_day ON ledger_transfer USING brin (day) WITH (pages_per_range = 32);
COMMENT ON TABLE ledger_transfer IS 'district: every transfer, one row each, never changed';

CREATE TABLE ledger_total (
    account_id uuid NOT NULL,
    -- The first day of the month.
    month      date NOT NULL CHECK (extract(day FROM month) = 1),
    debits     bigint NOT NULL,
    credits    bigint NOT NULL,
    station_id text COLLATE "C" REFERENCES station,
    PRIMARY KEY (account_id, month)
) WITH (fillfactor = 70);
COMMENT ON TABLE ledger_total IS 'district: what was posted to each account in each month, kept in step with the transfers';

-- What was posted, two entries a transfer. A reversal takes away on the side where its original added (红字冲销).
CREATE VIEW ledger_entry WITH (security_invoker = true) AS
    SELECT event_id, number, debit_account AS account_id, 'debit' AS side,
        CASE kind WHEN 'reversal' THEN -amount ELSE amount END AS amount, day, station_id, recorded_at
    FROM ledger_transfer WHERE kind IN ('posted', 'post', 'reversal')
    UNION ALL
    SELECT event_id, number, credit_account, 'credit',
        CASE kind WHEN 'reversal' THEN -amount ELSE amount END, day, station_id, recorded_at
    FROM ledger_transfer WHERE kind IN ('posted', 'post', 'reversal');

-- Functions -----------------------------------------------------------------------------------------------------------

-- Who may write, whatever the transaction's role may do otherwise: the hub itself, and those who answer for money.
CREATE FUNCTION ledger_check_writer() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF current_setting('xinlian.scope', true) = 'district' THEN RETURN; END IF;
    IF current_setting('xinlian.scope', true) = 'bureau'
        AND current_setting('xinlian.role', true) IN ('finance-officer', 'director') THEN RETURN; END IF;
    RAISE insufficient_privilege USING MESSAGE = 'the ledger is written by the district and its finance officers';
END
$$;

-- Opens accounts that are not open yet.
CREATE FUNCTION ledger_open(
    ids uuid[], ledgers text[], codes text[], dimension_sets jsonb[], units text[], sides text[], floors bigint[],
    ceilings bigint[], stations text[], opened timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM ledger_check_writer();
    INSERT INTO ledger_account (
        account_id, ledger, code, dimensions, unit, normal_side, floor, ceiling, station_id, opened_at)
    SELECT asked.*, opened
    FROM unnest(ids, ledgers, codes, dimension_sets, units, sides, floors, ceilings, stations)
        AS asked (account_id, ledger, code, dimensions, unit, normal_side, floor, ceiling, station_id)
    ORDER BY account_id
    ON CONFLICT (account_id) DO NOTHING;
END
$$;

-- Locks accounts in the order of their keys and tells how they stand.
CREATE FUNCTION ledger_lock(ids uuid[]) RETURNS TABLE (
    account_id uuid, ledger text, unit text, normal_side text, floor bigint, ceiling bigint, debits_posted bigint,
    credits_posted bigint, debits_pending bigint, credits_pending bigint
) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
    PERFORM ledger_check_writer();
    RETURN QUERY
        SELECT a.account_id, a.ledger, a.unit, a.normal_side, a.floor, a.ceiling, a.debits_posted, a.credits_posted,
            a.debits_pending, a.credits_pending
        FROM ledger_account a WHERE a.account_id = ANY (ids) ORDER BY a.account_id FOR NO KEY UPDATE;
END
$$;

-- Records transfers and moves balances and totals by what they say, each account's row once. The caller has locked the
-- accounts; limits of accounts, and what a pending or reversed transfer allows, hold here too.
CREATE FUNCTION ledger_record(
    events uuid[], numbers smallint[], kinds text[], debit_ids uuid[], credit_ids uuid[], amounts bigint[], days date[],
    target_events uuid[], target_numbers smallint[], expiries timestamptz[], stations text[], recorded timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    expected bigint;
    changed bigint;
BEGIN
    PERFORM ledger_check_writer();
    INSERT INTO ledger_transfer (
        event_id, number, kind, debit_account, credit_account, amount, day, target_event, target_number, expires_at,
        station_id, recorded_at)
    SELECT asked.*, recorded
    FROM unnest(
        events, numbers, kinds, debit_ids, credit_ids, amounts, days, target_events, target_numbers, expiries, stations)
        AS asked;
    IF EXISTS (SELECT FROM unnest(target_events) AS target WHERE target IS NOT NULL) THEN
        PERFORM ledger_check_targets(events, numbers);
    END IF;
    SELECT count(DISTINCT id) INTO expected FROM unnest(debit_ids || credit_ids) AS id;
    WITH moved AS (
        SELECT t.debit, t.credit, t.station_id, (t.day - (extract(day FROM t.day)::integer - 1)) AS month,
            CASE WHEN t.kind IN ('posted', 'post') THEN t.amount WHEN t.kind = 'reversal' THEN -t.amount ELSE 0 END AS posted,
            CASE WHEN t.kind = 'pending' THEN t.amount WHEN t.kind IN ('post', 'void', 'expire') THEN -p.amount ELSE 0 END
                AS pending
        FROM unnest(kinds, debit_ids, credit_ids, amounts, days, target_events, target_numbers, stations)
            AS t (kind, debit, credit, amount, day, target_event, target_number, station_id)
        LEFT JOIN ledger_transfer p ON p.event_id = t.target_event AND p.number = t.target_number
    ), entry AS (
        SELECT debit AS account_id, month, posted AS debits, 0 AS credits, pending AS debits_pending, 0 AS credits_pending
        FROM moved
        UNION ALL
        SELECT credit, month, 0, posted, 0, pending FROM moved
    ), moved_in_month AS MATERIALIZED (
        SELECT account_id, month, sum(debits)::bigint AS debits, sum(credits)::bigint AS credits,
            sum(debits_pending)::bigint AS debits_pending, sum(credits_pending)::bigint AS credits_pending
        FROM entry GROUP BY account_id, month
    ), account AS (
        UPDATE ledger_account a SET
            debits_posted = a.debits_posted + d.debits, credits_posted = a.credits_posted + d.credits,
            debits_pending = a.debits_pending + d.debits_pending,
            credits_pending = a.credits_pending + d.credits_pending
        FROM (
            SELECT account_id, sum(debits)::bigint AS debits, sum(credits)::bigint AS credits,
                sum(debits_pending)::bigint AS debits_pending, sum(credits_pending)::bigint AS credits_pending
            FROM moved_in_month GROUP BY account_id ORDER BY account_id) d
        WHERE a.account_id = d.account_id
        RETURNING a.account_id, a.station_id
    ), total AS (
        INSERT INTO ledger_total AS kept (account_id, month, debits, credits, station_id)
        SELECT m.account_id, m.month, m.debits, m.credits, account.station_id
        FROM account JOIN moved_in_month m USING (account_id) WHERE m.debits <> 0 OR m.credits <> 0
        ON CONFLICT (account_id, month) DO UPDATE
            SET debits = kept.debits + excluded.debits, credits = kept.credits + excluded.credits
    )
    SELECT count(*) INTO changed FROM account;
    IF changed <> expected THEN
        RAISE foreign_key_violation USING MESSAGE = 'an account of the ledger is not open';
    END IF;
END
$$;

-- What settles or reverses a transfer names it by kind, accounts and amount.
CREATE FUNCTION ledger_check_targets(events uuid[], numbers smallint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (
        SELECT FROM unnest(events, numbers) AS asked (event_id, number)
        JOIN ledger_transfer t USING (event_id, number)
        LEFT JOIN ledger_transfer o ON o.event_id = t.target_event AND o.number = t.target_number
        WHERE t.target_event IS NOT NULL AND (
            o.event_id IS NULL OR o.debit_account <> t.debit_account OR o.credit_account <> t.credit_account
            OR CASE t.kind
                WHEN 'post' THEN o.kind <> 'pending' OR t.amount > o.amount
                WHEN 'reversal' THEN o.kind NOT IN ('posted', 'post') OR o.amount < (
                    SELECT sum(r.amount) FROM ledger_transfer r
                    WHERE r.kind = 'reversal' AND r.target_event = o.event_id AND r.target_number = o.number)
                ELSE o.kind <> 'pending' OR t.amount <> o.amount END)
    ) THEN
        RAISE check_violation USING MESSAGE = 'a transfer settles or reverses what it can''t';
    END IF;
END
$$;

-- Row-level security --------------------------------------------------------------------------------------------------

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['ledger_account', 'ledger_transfer', 'ledger_total'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
        -- The functions above run as the owner.
        EXECUTE format('CREATE POLICY functions_write ON public.%I FOR ALL TO xinlian_owner USING (true) WITH CHECK (true)', name);
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'CASE current_setting(''xinlian.scope'', true) '
            'WHEN ''district'' THEN true '
            'WHEN ''bureau'' THEN current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'', ''auditor'') '
            'WHEN ''staff'' THEN current_setting(''xinlian.role'', true) = ''station-manager'' '
            'AND station_id = current_setting(''xinlian.station'', true) '
            'ELSE false END)', name);
        EXECUTE format('GRANT SELECT ON public.%I TO xinlian_app', name);
    END LOOP;
END
$$;
GRANT SELECT ON ledger_entry TO xinlian_app;
REVOKE ALL ON FUNCTION ledger_check_writer() FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger_check_targets(uuid[], smallint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION
    ledger_open(uuid[], text[], text[], jsonb[], text[], text[], bigint[], bigint[], text[], timestamptz) FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger_lock(uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger_record(
    uuid[], smallint[], text[], uuid[], uuid[], bigint[], date[], uuid[], smallint[], timestamptz[], text[], timestamptz)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    ledger_open(uuid[], text[], text[], jsonb[], text[], text[], bigint[], bigint[], text[], timestamptz) TO xinlian_app;
GRANT EXECUTE ON FUNCTION ledger_lock(uuid[]) TO xinlian_app;
GRANT EXECUTE ON FUNCTION ledger_record(
    uuid[], smallint[], text[], uuid[], uuid[], bigint[], date[], uuid[], smallint[], timestamptz[], text[], timestamptz)
    TO xinlian_app;
