-- The ledger: accounts, transfers that nobody changes, and totals by month.
--
-- The tables are written through functions alone, which change accounts in the order of their keys and derive every balance
-- from the transfers they insert; no role may change a balance, or a transfer, by itself.

-- District ------------------------------------------------------------------------------------------------------------

-- Rules of single columns are those of their types: a table's own CHECKs are parsed from text by every statement.
CREATE DOMAIN ledger_side AS text COLLATE "C" CHECK (VALUE IN ('debit', 'credit'));
CREATE DOMAIN ledger_kind AS text COLLATE "C"
    CHECK (VALUE IN ('posted', 'pending', 'post', 'void', 'expire', 'reversal'));
-- Up to a quarter of the range, so that no balance and no room ever leaves it.
CREATE DOMAIN ledger_amount AS bigint CHECK (VALUE BETWEEN 1 AND 2305843009213693951);
CREATE DOMAIN ledger_sum AS bigint CHECK (VALUE BETWEEN 0 AND 2305843009213693951);
-- What may still be posted to a side of an account, whatever becomes of pending transfers; NULL is no limit.
CREATE DOMAIN ledger_room AS bigint CONSTRAINT ledger_room_is_kept CHECK (VALUE >= 0);

CREATE TABLE ledger_account (
    -- Derived of ledger, code and dimensions, so that whoever knows those knows the key.
    account_id      uuid PRIMARY KEY,
    ledger          text COLLATE "C" NOT NULL,
    code            text COLLATE "C" NOT NULL,
    dimensions      jsonb NOT NULL,
    unit            text COLLATE "C" NOT NULL,
    -- The side on which the account grows.
    normal_side     ledger_side NOT NULL,
    -- What the balance may not fall below, whatever becomes of pending transfers; NULL is no limit.
    floor           bigint,
    -- What it may not rise above.
    ceiling         bigint,
    -- Whose account it is; NULL is the district's own.
    station_id      text COLLATE "C" REFERENCES station,
    debits_posted   ledger_sum NOT NULL DEFAULT 0,
    credits_posted  ledger_sum NOT NULL DEFAULT 0,
    debits_pending  ledger_sum NOT NULL DEFAULT 0,
    credits_pending ledger_sum NOT NULL DEFAULT 0,
    -- The distance to floor and ceiling. It moves with the sums, so that a floor or a ceiling is a domain's lower bound.
    debit_room      ledger_room,
    credit_room     ledger_room,
    -- The latest month that something was posted in; NULL before the first.
    open_month      date,
    opened_at       timestamptz NOT NULL,
    UNIQUE (ledger, code, dimensions)
) WITH (fillfactor = 70);
COMMENT ON TABLE ledger_account IS 'district: accounts of all ledgers with what was posted to them and what is pending';

CREATE TABLE ledger_transfer (
    -- The event whose transfers succeed or fail together, and the place of this one in it from 1: the idempotency key.
    event_id       uuid NOT NULL,
    number         smallint NOT NULL,
    kind           ledger_kind NOT NULL,
    debit_account  uuid NOT NULL,
    credit_account uuid NOT NULL,
    amount         ledger_amount NOT NULL,
    day            date NOT NULL,
    -- The pending transfer that this one settles, or the one that it reverses.
    target_event   uuid,
    target_number  smallint,
    -- When a pending transfer that nobody settled is given up.
    expires_at     timestamptz,
    station_id     text COLLATE "C" REFERENCES station,
    recorded_at    timestamptz NOT NULL,
    PRIMARY KEY (event_id, number),
    CHECK (debit_account <> credit_account)
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
--
-- `pg_temp` stands last in their search paths: left out it would be searched first, and a temporary table of the caller's
-- could take the place of one of these.

-- Whether the transaction may write, whatever its role may do otherwise: the hub itself, and those who answer for money.
CREATE FUNCTION ledger_may_write() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        CASE current_setting('xinlian.scope', true)
            WHEN 'district' THEN true
            WHEN 'bureau' THEN current_setting('xinlian.role', true) IN ('finance-officer', 'director') END, false)
$$;
CREATE FUNCTION ledger_refuse_writer() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE insufficient_privilege USING MESSAGE = 'the ledger is written by the district and its finance officers';
END
$$;

-- Opens accounts that are not open yet and tells which of the others are open as something else.
CREATE FUNCTION ledger_open(
    ids uuid[], ledgers text[], codes text[], dimension_sets jsonb[], units text[], sides text[], floors bigint[],
    ceilings bigint[], stations text[], opened timestamptz
) RETURNS TABLE (account_id uuid, unit text, normal_side text, floor bigint, ceiling bigint, station_id text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
    IF NOT ledger_may_write() THEN PERFORM ledger_refuse_writer(); END IF;
    -- The conflict is left open to all keys: one account opened twice at the same moment would violate the second.
    INSERT INTO ledger_account (
        account_id, ledger, code, dimensions, unit, normal_side, floor, ceiling, station_id, debit_room, credit_room,
        opened_at)
    SELECT asked.*, CASE asked.side WHEN 'debit' THEN asked.ceiling ELSE -asked.floor END,
        CASE asked.side WHEN 'debit' THEN -asked.floor ELSE asked.ceiling END, opened
    FROM unnest(ids, ledgers, codes, dimension_sets, units, sides, floors, ceilings, stations)
        AS asked (id, ledger, code, dimensions, unit, side, floor, ceiling, station)
    WHERE NOT EXISTS (SELECT FROM ledger_account a WHERE a.account_id = asked.id)
    ORDER BY asked.id
    ON CONFLICT DO NOTHING;
    RETURN QUERY
        SELECT a.account_id, a.unit, a.normal_side::text, a.floor, a.ceiling, a.station_id
        FROM unnest(ids, units, sides, floors, ceilings, stations) AS asked (id, unit, side, floor, ceiling, station)
        JOIN ledger_account a ON a.account_id = asked.id
        WHERE (a.unit, a.normal_side, a.floor, a.ceiling, a.station_id)
            IS DISTINCT FROM (asked.unit, asked.side, asked.floor, asked.ceiling, asked.station);
END
$$;

-- Locks accounts in the order of their keys and tells how they stand.
CREATE FUNCTION ledger_lock(ids uuid[]) RETURNS TABLE (
    account_id uuid, ledger text, unit text, normal_side text, floor bigint, ceiling bigint, debits_posted bigint,
    credits_posted bigint, debits_pending bigint, credits_pending bigint
) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
    IF NOT ledger_may_write() THEN PERFORM ledger_refuse_writer(); END IF;
    RETURN QUERY
        SELECT a.account_id, a.ledger, a.unit, a.normal_side::text, a.floor, a.ceiling, a.debits_posted::bigint,
            a.credits_posted::bigint, a.debits_pending::bigint, a.credits_pending::bigint
        FROM ledger_account a WHERE a.account_id = ANY (ids) ORDER BY a.account_id FOR NO KEY UPDATE;
END
$$;

-- Records transfers and moves balances by what they say, each account's row once, in the order of keys. Limits of accounts,
-- and what a pending or reversed transfer allows, hold here too, after the whole batch. The caller has locked the accounts.
CREATE FUNCTION ledger_record(
    events uuid[], numbers smallint[], kinds text[], debit_ids uuid[], credit_ids uuid[], amounts bigint[], days date[],
    target_events uuid[], target_numbers smallint[], expiries timestamptz[], stations text[], recorded timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    -- Accounts that moved; of those that moved in another month than their latest, how they stood.
    moved bigint;
    named bigint;
    mixed boolean;
    turning uuid[];
    before_debits bigint[];
    before_credits bigint[];
BEGIN
    IF NOT ledger_may_write() THEN PERFORM ledger_refuse_writer(); END IF;
    INSERT INTO ledger_transfer (
        event_id, number, kind, debit_account, credit_account, amount, day, target_event, target_number, expires_at,
        station_id, recorded_at)
    SELECT asked.*, recorded
    FROM unnest(
        events, numbers, kinds, debit_ids, credit_ids, amounts, days, target_events, target_numbers, expiries, stations)
        AS asked;
    PERFORM ledger_check_targets(events, numbers, kinds, target_events);
    WITH transfer AS (
        SELECT t.debit, t.credit, t.day,
            CASE t.kind WHEN 'posted' THEN t.amount WHEN 'post' THEN t.amount WHEN 'reversal' THEN -t.amount ELSE 0 END
                AS posted,
            CASE t.kind WHEN 'posted' THEN 0 WHEN 'reversal' THEN 0 WHEN 'pending' THEN t.amount ELSE -(
                SELECT p.amount FROM ledger_transfer p
                WHERE p.event_id = t.target_event AND p.number = t.target_number) END AS pending
        FROM unnest(kinds, debit_ids, credit_ids, amounts, days, target_events, target_numbers)
            AS t (kind, debit, credit, amount, day, target_event, target_number)
    ), delta AS MATERIALIZED (
        SELECT account_id, sum(debits)::bigint AS debits, sum(credits)::bigint AS credits,
            sum(debits_pending)::bigint AS debits_pending, sum(credits_pending)::bigint AS credits_pending,
            min(day) AS first_day, max(day) AS last_day
        FROM (
            SELECT debit AS account_id, posted AS debits, 0::bigint AS credits, pending AS debits_pending,
                0::bigint AS credits_pending, CASE WHEN posted <> 0 THEN day END AS day
            FROM transfer
            UNION ALL
            SELECT credit, 0, posted, 0, pending, CASE WHEN posted <> 0 THEN day END FROM transfer) entry
        GROUP BY account_id ORDER BY account_id
    ), account AS (
        UPDATE ledger_account a SET
            debits_posted = a.debits_posted + d.debits, credits_posted = a.credits_posted + d.credits,
            debits_pending = a.debits_pending + d.debits_pending, credits_pending = a.credits_pending + d.credits_pending,
            debit_room = a.debit_room - d.debits - d.debits_pending + d.credits,
            credit_room = a.credit_room - d.credits - d.credits_pending + d.debits
        FROM delta d WHERE a.account_id = d.account_id
        RETURNING a.account_id, a.ledger, a.unit, a.debits_posted - d.debits AS debits_before,
            a.credits_posted - d.credits AS credits_before,
            d.first_day IS NOT NULL AND (d.first_day >= a.open_month AND d.last_day < a.open_month + interval '1 month')
                IS NOT TRUE AS turns
    )
    SELECT count(*), (SELECT count(*) FROM delta), min(ledger) <> max(ledger) OR min(unit) <> max(unit),
        array_agg(account_id) FILTER (WHERE turns), array_agg(debits_before) FILTER (WHERE turns),
        array_agg(credits_before) FILTER (WHERE turns)
    INTO moved, named, mixed, turning, before_debits, before_credits FROM account;
    IF moved <> named THEN
        RAISE foreign_key_violation USING MESSAGE = 'an account of the ledger is not open';
    END IF;
    IF mixed THEN PERFORM ledger_check_sides(debit_ids, credit_ids); END IF;
    IF turning IS NOT NULL THEN
        PERFORM ledger_turn_months(turning, before_debits, before_credits, kinds, debit_ids, credit_ids, amounts, days);
    END IF;
END
$$;

-- The same for an event of one transfer, by look-ups of keys alone: a plan for sets costs several times as much to start as
-- it takes. Accounts come before the key of the event, as they do where the caller has locked them.
CREATE FUNCTION ledger_move_one(
    event uuid, kind text, debit_id uuid, credit_id uuid, amount bigint, day date, target_event uuid,
    target_number smallint, expiry timestamptz, station text, recorded timestamptz
) RETURNS boolean LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    posted bigint := CASE kind WHEN 'posted' THEN amount WHEN 'post' THEN amount WHEN 'reversal' THEN -amount ELSE 0 END;
    pending bigint := CASE kind WHEN 'pending' THEN amount ELSE 0 END;
    month_of date := date_trunc('month', day::timestamp)::date;
    id uuid;
    account record;
    other_ledger text;
    other_unit text;
BEGIN
    IF target_event IS NOT NULL AND kind <> 'reversal' THEN
        pending := -(SELECT p.amount FROM ledger_transfer p WHERE p.event_id = target_event AND p.number = target_number);
    END IF;
    FOREACH id IN ARRAY ARRAY[least(debit_id, credit_id), greatest(debit_id, credit_id)] LOOP
        IF id = debit_id THEN
            UPDATE ledger_account a SET
                debits_posted = a.debits_posted + posted, debits_pending = a.debits_pending + pending,
                debit_room = a.debit_room - posted - pending, credit_room = a.credit_room + posted
            WHERE a.account_id = id
            RETURNING a.ledger, a.unit, a.open_month, a.debits_posted - posted AS debits, a.credits_posted::bigint AS credits
            INTO account;
        ELSE
            UPDATE ledger_account a SET
                credits_posted = a.credits_posted + posted, credits_pending = a.credits_pending + pending,
                credit_room = a.credit_room - posted - pending, debit_room = a.debit_room + posted
            WHERE a.account_id = id
            RETURNING a.ledger, a.unit, a.open_month, a.debits_posted::bigint AS debits, a.credits_posted - posted AS credits
            INTO account;
        END IF;
        IF NOT FOUND THEN
            RAISE foreign_key_violation USING MESSAGE = 'an account of the ledger is not open';
        END IF;
        IF other_ledger <> account.ledger OR other_unit <> account.unit THEN
            RAISE check_violation USING MESSAGE = 'a transfer joins accounts of different ledgers or units';
        END IF;
        IF posted <> 0 AND account.open_month IS DISTINCT FROM month_of THEN
            PERFORM ledger_turn_months(
                ARRAY[id], ARRAY[account.debits], ARRAY[account.credits], ARRAY[kind], ARRAY[debit_id], ARRAY[credit_id],
                ARRAY[amount], ARRAY[day]);
        END IF;
        other_ledger := account.ledger;
        other_unit := account.unit;
    END LOOP;
    INSERT INTO ledger_transfer (
        event_id, number, kind, debit_account, credit_account, amount, day, target_event, target_number, expires_at,
        station_id, recorded_at)
    VALUES (event, 1, kind, debit_id, credit_id, amount, day, target_event, target_number, expiry, station, recorded);
    IF target_event IS NOT NULL OR kind NOT IN ('posted', 'pending') THEN
        PERFORM ledger_check_targets(ARRAY[event], ARRAY[1::smallint], ARRAY[kind], ARRAY[target_event]);
    END IF;
    RETURN true;
END
$$;

CREATE FUNCTION ledger_record_one(
    event uuid, kind text, debit_id uuid, credit_id uuid, amount bigint, day date, target_event uuid,
    target_number smallint, expiry timestamptz, station text, recorded timestamptz
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT ledger_may_write() THEN PERFORM ledger_refuse_writer(); END IF;
    -- An expression, since a statement would cost as much again as the call.
    RETURN ledger_move_one(
        event, kind, debit_id, credit_id, amount, day, target_event, target_number, expiry, station, recorded);
END
$$;

-- The same when the caller has neither locked nor judged: all of it, or false and nothing.
CREATE FUNCTION ledger_try(
    events uuid[], numbers smallint[], kinds text[], debit_ids uuid[], credit_ids uuid[], amounts bigint[], days date[],
    target_events uuid[], target_numbers smallint[], expiries timestamptz[], stations text[], recorded timestamptz
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
    -- Keys of events are taken after accounts, as by those who lock and judge; the other way round the two would deadlock.
    PERFORM FROM ledger_account a WHERE a.account_id = ANY (debit_ids || credit_ids)
    ORDER BY a.account_id FOR NO KEY UPDATE;
    PERFORM ledger_record(
        events, numbers, kinds, debit_ids, credit_ids, amounts, days, target_events, target_numbers, expiries, stations,
        recorded);
    RETURN true;
EXCEPTION WHEN integrity_constraint_violation OR numeric_value_out_of_range THEN
    RETURN false;
END
$$;

CREATE FUNCTION ledger_try_one(
    event uuid, kind text, debit_id uuid, credit_id uuid, amount bigint, day date, expiry timestamptz, station text,
    recorded timestamptz
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT ledger_may_write() THEN PERFORM ledger_refuse_writer(); END IF;
    RETURN ledger_move_one(event, kind, debit_id, credit_id, amount, day, NULL, NULL, expiry, station, recorded);
EXCEPTION WHEN integrity_constraint_violation OR numeric_value_out_of_range THEN
    RETURN false;
END
$$;

-- Both sides of a transfer stand in one ledger and count in one unit.
CREATE FUNCTION ledger_check_sides(debit_ids uuid[], credit_ids uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
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

-- Keeps what accounts stood at when months began, for accounts that moved in another month than their latest: one that is
-- new, or one that they had left behind. The caller has changed the accounts, and so holds their locks.
CREATE FUNCTION ledger_turn_months(
    ids uuid[], before_debits bigint[], before_credits bigint[], kinds text[], debit_ids uuid[], credit_ids uuid[],
    amounts bigint[], days date[]
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    -- What was posted now, by account and month.
    moved_ids uuid[];
    months date[];
    new_debits bigint[];
    new_credits bigint[];
BEGIN
    SELECT array_agg(account_id), array_agg(month), array_agg(debits), array_agg(credits)
    INTO moved_ids, months, new_debits, new_credits
    FROM (
        SELECT e.account_id, date_trunc('month', t.day::timestamp)::date AS month,
            sum(CASE e.side WHEN 'debit' THEN t.amount ELSE 0 END)::bigint AS debits,
            sum(CASE e.side WHEN 'credit' THEN t.amount ELSE 0 END)::bigint AS credits
        FROM (
            SELECT u.debit, u.credit, u.day, CASE u.kind WHEN 'reversal' THEN -u.amount ELSE u.amount END AS amount
            FROM unnest(kinds, debit_ids, credit_ids, amounts, days) AS u (kind, debit, credit, amount, day)
            WHERE u.kind IN ('posted', 'post', 'reversal')) t
        CROSS JOIN LATERAL (VALUES (t.debit, 'debit'), (t.credit, 'credit')) AS e (account_id, side)
        WHERE e.account_id = ANY (ids)
        GROUP BY 1, 2) entry;
    -- Nothing was posted before in a month that has no row: it began as the next one did, or with all there was.
    INSERT INTO ledger_month (account_id, month, opening_debits, opening_credits, station_id)
    SELECT n.account_id, n.month, coalesce(later.opening_debits, b.debits), coalesce(later.opening_credits, b.credits),
        a.station_id
    FROM unnest(moved_ids, months) AS n (account_id, month)
    JOIN unnest(ids, before_debits, before_credits) AS b (account_id, debits, credits) USING (account_id)
    JOIN ledger_account a USING (account_id)
    LEFT JOIN LATERAL (
        SELECT m.opening_debits, m.opening_credits FROM ledger_month m
        WHERE m.account_id = n.account_id AND m.month > n.month ORDER BY m.month LIMIT 1) later ON true
    ON CONFLICT (account_id, month) DO NOTHING;
    UPDATE ledger_month m SET
        opening_debits = m.opening_debits + earlier.debits, opening_credits = m.opening_credits + earlier.credits
    FROM (
        SELECT l.account_id, l.month, sum(n.debits)::bigint AS debits, sum(n.credits)::bigint AS credits
        FROM unnest(moved_ids, months, new_debits, new_credits) AS n (account_id, month, debits, credits)
        JOIN ledger_month l ON l.account_id = n.account_id AND l.month > n.month
        GROUP BY 1, 2) earlier
    WHERE m.account_id = earlier.account_id AND m.month = earlier.month;
    UPDATE ledger_account a SET open_month = latest.month
    FROM (SELECT n.account_id, max(n.month) AS month FROM unnest(moved_ids, months) AS n (account_id, month) GROUP BY 1)
        latest
    WHERE a.account_id = latest.account_id AND (a.open_month IS NULL OR a.open_month < latest.month);
END
$$;

-- What settles or reverses a transfer names it by kind, accounts and amount, and nothing else names one.
CREATE FUNCTION ledger_check_targets(events uuid[], numbers smallint[], kinds text[], target_events uuid[])
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF array_remove(target_events, NULL) = '{}' AND kinds <@ ARRAY['posted', 'pending'] THEN RETURN; END IF;
    IF EXISTS (
        SELECT FROM unnest(events, numbers) AS asked (event_id, number)
        JOIN ledger_transfer t USING (event_id, number)
        LEFT JOIN ledger_transfer o ON o.event_id = t.target_event AND o.number = t.target_number
        WHERE CASE WHEN t.kind IN ('posted', 'pending') THEN t.target_event IS NOT NULL ELSE
            o.event_id IS NULL OR o.debit_account <> t.debit_account OR o.credit_account <> t.credit_account
            OR CASE t.kind
                WHEN 'post' THEN o.kind <> 'pending' OR t.amount > o.amount OR o.expires_at <= t.recorded_at
                WHEN 'reversal' THEN o.kind NOT IN ('posted', 'post') OR o.amount < (
                    SELECT sum(r.amount) FROM ledger_transfer r
                    WHERE r.kind = 'reversal' AND r.target_event = o.event_id AND r.target_number = o.number)
                ELSE o.kind <> 'pending' OR t.amount <> o.amount END END
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
            AND proname IN (
                'ledger_open', 'ledger_lock', 'ledger_record', 'ledger_record_one', 'ledger_try', 'ledger_try_one')
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO xinlian_app', name);
    END LOOP;
END
$$;
