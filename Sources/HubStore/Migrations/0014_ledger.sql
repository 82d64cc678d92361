-- The ledger: accounts, transfers that nobody changes, and totals by month.
--
-- The tables are written through functions alone, which change accounts in the order of their keys and derive every balance
-- from the transfers they insert; no role may change a balance, or a transfer, by itself.

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
    -- The latest month that something was posted in; NULL before the first.
    open_month      date,
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

CREATE TABLE ledger_month (
    account_id      uuid NOT NULL,
    -- The first day of a month in which something was posted to the account.
    month           date NOT NULL CHECK (extract(day FROM month) = 1),
    -- All that was posted on days before it. A month's movement is the next month's opening, or the account's own sums,
    -- less its own; so a month is written when it begins and not with every transfer.
    opening_debits  bigint NOT NULL,
    opening_credits bigint NOT NULL,
    station_id      text COLLATE "C" REFERENCES station,
    PRIMARY KEY (account_id, month)
);
COMMENT ON TABLE ledger_month IS 'district: what each account stood at when a month began, for every month it moved in';

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

-- Records transfers of one month and moves balances by what they say, each account's row once, in the order of keys. Limits
-- of accounts, and what a pending or reversed transfer allows, hold here too, after the whole batch.
CREATE FUNCTION ledger_record(
    month_of date, events uuid[], numbers smallint[], kinds text[], debit_ids uuid[], credit_ids uuid[], amounts bigint[],
    days date[], target_events uuid[], target_numbers smallint[], expiries timestamptz[], stations text[],
    recorded timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    -- Accounts that moved; of those that have not moved in this month yet, or have in a later one, how they stood.
    moved bigint;
    named bigint;
    mixed boolean;
    turning uuid[];
    before_debits bigint[];
    before_credits bigint[];
    new_debits bigint[];
    new_credits bigint[];
BEGIN
    PERFORM ledger_check_writer();
    IF EXISTS (SELECT FROM unnest(days) AS day WHERE date_trunc('month', day::timestamp) <> month_of) THEN
        RAISE check_violation USING MESSAGE = 'transfers are recorded month by month';
    END IF;
    IF cardinality(events) = 1 THEN
        PERFORM ledger_record_one(
            month_of, events[1], numbers[1], kinds[1], debit_ids[1], credit_ids[1], amounts[1], days[1], target_events[1],
            target_numbers[1], expiries[1], stations[1], recorded);
        RETURN;
    END IF;
    INSERT INTO ledger_transfer (
        event_id, number, kind, debit_account, credit_account, amount, day, target_event, target_number, expires_at,
        station_id, recorded_at)
    SELECT asked.*, recorded
    FROM unnest(
        events, numbers, kinds, debit_ids, credit_ids, amounts, days, target_events, target_numbers, expiries, stations)
        AS asked;
    IF array_remove(target_events, NULL) <> '{}' THEN PERFORM ledger_check_targets(events, numbers); END IF;
    WITH transfer AS (
        SELECT t.debit, t.credit,
            CASE t.kind WHEN 'posted' THEN t.amount WHEN 'post' THEN t.amount WHEN 'reversal' THEN -t.amount ELSE 0 END
                AS posted,
            CASE t.kind WHEN 'posted' THEN 0 WHEN 'reversal' THEN 0 WHEN 'pending' THEN t.amount ELSE -(
                SELECT p.amount FROM ledger_transfer p
                WHERE p.event_id = t.target_event AND p.number = t.target_number) END AS pending
        FROM unnest(kinds, debit_ids, credit_ids, amounts, target_events, target_numbers)
            AS t (kind, debit, credit, amount, target_event, target_number)
    ), delta AS MATERIALIZED (
        SELECT account_id, sum(debits)::bigint AS debits, sum(credits)::bigint AS credits,
            sum(debits_pending)::bigint AS debits_pending, sum(credits_pending)::bigint AS credits_pending
        FROM (
            SELECT debit AS account_id, posted AS debits, 0::bigint AS credits, pending AS debits_pending,
                0::bigint AS credits_pending
            FROM transfer
            UNION ALL
            SELECT credit, 0, posted, 0, pending FROM transfer) entry
        GROUP BY account_id ORDER BY account_id
    ), account AS (
        UPDATE ledger_account a SET
            debits_posted = a.debits_posted + d.debits, credits_posted = a.credits_posted + d.credits,
            debits_pending = a.debits_pending + d.debits_pending, credits_pending = a.credits_pending + d.credits_pending
        FROM delta d WHERE a.account_id = d.account_id
        RETURNING a.account_id, a.ledger, a.unit, a.debits_posted - d.debits AS debits_before,
            a.credits_posted - d.credits AS credits_before, d.debits, d.credits,
            a.open_month IS DISTINCT FROM month_of AND (d.debits <> 0 OR d.credits <> 0) AS turns
    )
    SELECT count(*), (SELECT count(*) FROM delta), min(ledger) <> max(ledger) OR min(unit) <> max(unit),
        array_agg(account_id) FILTER (WHERE turns), array_agg(debits_before) FILTER (WHERE turns),
        array_agg(credits_before) FILTER (WHERE turns), array_agg(debits) FILTER (WHERE turns),
        array_agg(credits) FILTER (WHERE turns)
    INTO moved, named, mixed, turning, before_debits, before_credits, new_debits, new_credits FROM account;
    IF moved <> named THEN
        RAISE foreign_key_violation USING MESSAGE = 'an account of the ledger is not open';
    END IF;
    IF mixed THEN PERFORM ledger_check_sides(debit_ids, credit_ids); END IF;
    IF turning IS NOT NULL THEN
        PERFORM ledger_turn_month(month_of, turning, before_debits, before_credits, new_debits, new_credits);
    END IF;
END
$$;

-- The same for one transfer, by look-ups of keys alone: a plan for sets costs several times as much to start as it takes.
CREATE FUNCTION ledger_record_one(
    month_of date, event uuid, number smallint, kind text, debit_id uuid, credit_id uuid, amount bigint, day date,
    target_event uuid, target_number smallint, expiry timestamptz, station text, recorded timestamptz
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
#variable_conflict use_variable
DECLARE
    posted bigint := CASE kind WHEN 'posted' THEN amount WHEN 'post' THEN amount WHEN 'reversal' THEN -amount ELSE 0 END;
    pending bigint := CASE kind WHEN 'pending' THEN amount ELSE 0 END;
    id uuid;
    account record;
    other_ledger text;
    other_unit text;
BEGIN
    INSERT INTO ledger_transfer (
        event_id, number, kind, debit_account, credit_account, amount, day, target_event, target_number, expires_at,
        station_id, recorded_at)
    VALUES (
        event, number, kind, debit_id, credit_id, amount, day, target_event, target_number, expiry, station, recorded);
    IF target_event IS NOT NULL THEN
        PERFORM ledger_check_targets(ARRAY[event], ARRAY[number]);
        IF kind <> 'reversal' THEN
            pending := -(
                SELECT p.amount FROM ledger_transfer p WHERE p.event_id = target_event AND p.number = target_number);
        END IF;
    END IF;
    FOREACH id IN ARRAY ARRAY[least(debit_id, credit_id), greatest(debit_id, credit_id)] LOOP
        IF id = debit_id THEN
            UPDATE ledger_account a
            SET debits_posted = a.debits_posted + posted, debits_pending = a.debits_pending + pending
            WHERE a.account_id = id
            RETURNING a.ledger, a.unit, a.open_month, a.debits_posted - posted AS debits, a.credits_posted AS credits
            INTO account;
        ELSE
            UPDATE ledger_account a
            SET credits_posted = a.credits_posted + posted, credits_pending = a.credits_pending + pending
            WHERE a.account_id = id
            RETURNING a.ledger, a.unit, a.open_month, a.debits_posted AS debits, a.credits_posted - posted AS credits
            INTO account;
        END IF;
        IF NOT FOUND THEN
            RAISE foreign_key_violation USING MESSAGE = 'an account of the ledger is not open';
        END IF;
        IF other_ledger <> account.ledger OR other_unit <> account.unit THEN
            RAISE check_violation USING MESSAGE = 'a transfer joins accounts of different ledgers or units';
        END IF;
        IF posted <> 0 AND account.open_month IS DISTINCT FROM month_of THEN
            PERFORM ledger_turn_month(
                month_of, ARRAY[id], ARRAY[account.debits], ARRAY[account.credits],
                ARRAY[CASE WHEN id = debit_id THEN posted ELSE 0 END], ARRAY[CASE WHEN id = debit_id THEN 0 ELSE posted END]);
        END IF;
        other_ledger := account.ledger;
        other_unit := account.unit;
    END LOOP;
END
$$;

-- The same when the caller has neither locked nor judged: all of it, or false and nothing.
CREATE FUNCTION ledger_try(
    month_of date, events uuid[], numbers smallint[], kinds text[], debit_ids uuid[], credit_ids uuid[], amounts bigint[],
    days date[], target_events uuid[], target_numbers smallint[], expiries timestamptz[], stations text[],
    recorded timestamptz
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM ledger_record(
        month_of, events, numbers, kinds, debit_ids, credit_ids, amounts, days, target_events, target_numbers, expiries,
        stations, recorded);
    RETURN true;
EXCEPTION WHEN integrity_constraint_violation OR numeric_value_out_of_range THEN
    RETURN false;
END
$$;

-- Both sides of a transfer stand in one ledger and count in one unit.
CREATE FUNCTION ledger_check_sides(debit_ids uuid[], credit_ids uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (
        SELECT FROM unnest(debit_ids, credit_ids) AS t (debit, credit)
        JOIN ledger_account d ON d.account_id = t.debit JOIN ledger_account c ON c.account_id = t.credit
        WHERE d.ledger <> c.ledger OR d.unit <> c.unit
    ) THEN
        RAISE check_violation USING MESSAGE = 'a transfer joins accounts of different ledgers or units';
    END IF;
END
$$;

-- Keeps what accounts stood at when months began: for accounts that move in this month for the first time, and for those
-- that have moved in a later one already. The caller has changed the accounts, and so holds their locks.
CREATE FUNCTION ledger_turn_month(
    month_of date, ids uuid[], before_debits bigint[], before_credits bigint[], new_debits bigint[], new_credits bigint[]
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO ledger_month (account_id, month, opening_debits, opening_credits, station_id)
    SELECT a.account_id, month_of, coalesce(later.opening_debits, t.debits), coalesce(later.opening_credits, t.credits),
        a.station_id
    FROM unnest(ids, before_debits, before_credits) AS t (account_id, debits, credits)
    JOIN ledger_account a USING (account_id)
    LEFT JOIN LATERAL (
        SELECT m.opening_debits, m.opening_credits FROM ledger_month m
        WHERE m.account_id = t.account_id AND m.month > month_of ORDER BY m.month LIMIT 1) later ON true
    ON CONFLICT (account_id, month) DO NOTHING;
    UPDATE ledger_month m SET
        opening_debits = m.opening_debits + t.debits, opening_credits = m.opening_credits + t.credits
    FROM unnest(ids, new_debits, new_credits) AS t (account_id, debits, credits)
    WHERE m.account_id = t.account_id AND m.month > month_of;
    UPDATE ledger_account SET open_month = month_of
    WHERE account_id = ANY (ids) AND (open_month IS NULL OR open_month < month_of);
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
    FOREACH name IN ARRAY ARRAY['ledger_account', 'ledger_transfer', 'ledger_month'] LOOP
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
DO $$
DECLARE
    name regprocedure;
BEGIN
    FOR name IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'ledger\_%' LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', name);
    END LOOP;
    FOR name IN
        SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            AND proname IN ('ledger_open', 'ledger_lock', 'ledger_record', 'ledger_try')
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO xinlian_app', name);
    END LOOP;
END
$$;
