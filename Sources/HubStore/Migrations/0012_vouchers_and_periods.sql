-- Vouchers of the books, and the months that they are booked in.

-- District ------------------------------------------------------------------------------------------------------------

CREATE TABLE accounting_period (
    month     date PRIMARY KEY CHECK (extract(day FROM month) = 1),
    state     text COLLATE "C" NOT NULL CHECK (state IN ('open', 'closed')),
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
COMMENT ON TABLE accounting_period IS 'district: months 会计期间 that may be booked in, and those that are closed';

CREATE TABLE period_closing (
    month     date NOT NULL REFERENCES accounting_period,
    closed_at timestamptz NOT NULL,
    closed_by uuid NOT NULL,
    -- What the close proved: totals of both books, agreement with the control ledger, open reservations.
    proof     jsonb NOT NULL,
    PRIMARY KEY (month, closed_at)
);
COMMENT ON TABLE period_closing IS 'district: who closed 结账 a month when, and what was proved';

CREATE TABLE period_reopening (
    reopening_id uuid PRIMARY KEY,
    month        date NOT NULL REFERENCES accounting_period,
    reason       text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL,
    -- Another person, with whom it is open again.
    confirmed_by uuid,
    confirmed_at timestamptz,
    CHECK (confirmed_by <> requested_by),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
CREATE UNIQUE INDEX period_reopening_waiting ON period_reopening (month) WHERE confirmed_at IS NULL;
COMMENT ON TABLE period_reopening IS 'district: who had a closed month opened again 反结账, and why';

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
    -- What it takes back 红字冲销, in the ledger when it is approved.
    reverses         uuid REFERENCES voucher,
    CHECK ((number IS NOT NULL) = (state = 'approved')),
    CHECK ((settled_at IS NULL) = (state = 'waiting')),
    CHECK (day >= month AND day < month + interval '1 month'),
    UNIQUE (word, month, number),
    UNIQUE (voucher_id, prepared_by)
);
CREATE INDEX voucher_waiting ON voucher (month, prepared_at) WHERE state = 'waiting';
CREATE INDEX voucher_event ON voucher (event_id);
CREATE INDEX voucher_reverses ON voucher (reverses) WHERE reverses IS NOT NULL;
-- Vouchers of some days, for books and reports.
CREATE INDEX voucher_day ON voucher USING brin (day) WITH (pages_per_range = 32);
CREATE INDEX voucher_latest ON voucher (day, voucher_id);
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

CREATE TABLE voucher_reversal (
    voucher_id     uuid NOT NULL REFERENCES voucher,
    number         smallint NOT NULL CHECK (number >= 1),
    -- `control`, or the book.
    ledger         text COLLATE "C" NOT NULL,
    -- The transfer of the ledger that is taken back.
    target_event   uuid NOT NULL,
    target_number  smallint NOT NULL,
    debit_account  uuid NOT NULL,
    credit_account uuid NOT NULL,
    amount         bigint NOT NULL CHECK (amount > 0),
    PRIMARY KEY (voucher_id, number),
    FOREIGN KEY (target_event, target_number) REFERENCES ledger_transfer
);
COMMENT ON TABLE voucher_reversal IS 'district: the transfers that a voucher takes back, in whole or in part';

CREATE TABLE voucher_attachment (
    voucher_id uuid NOT NULL REFERENCES voucher,
    -- SHA-256 of the file, which stays in the archive of the unit.
    digest     bytea NOT NULL CHECK (octet_length(digest) = 32),
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    added_by   uuid NOT NULL,
    added_at   timestamptz NOT NULL,
    PRIMARY KEY (voucher_id, digest)
);
COMMENT ON TABLE voucher_attachment IS 'district: digests of the papers 附件 behind each voucher';

-- The entries of vouchers, whatever became of them: pairs of accounts of both books. Red letters are negative.
CREATE VIEW voucher_entry WITH (security_invoker = true) AS
    SELECT v.voucher_id, p.number, p.debit_account, p.credit_account, p.amount::bigint AS amount
    FROM voucher v JOIN ledger_transfer p ON p.event_id = v.voucher_id AND p.kind = 'pending'
    UNION ALL
    SELECT r.voucher_id, r.number, r.debit_account, r.credit_account, -r.amount
    FROM voucher_reversal r WHERE r.ledger <> 'control';

-- Functions and triggers ----------------------------------------------------------------------------------------------

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

-- Nothing is booked in a month that isn't open.
CREATE FUNCTION check_period_open() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT date_trunc('month', day::timestamp)::date AS month FROM booked) b
        WHERE NOT EXISTS (SELECT FROM accounting_period p WHERE p.month = b.month AND p.state = 'open')
    ) THEN
        RAISE check_violation USING MESSAGE = 'the month is not open', CONSTRAINT = 'accounting_period_open';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER funding_event_in_open_period AFTER INSERT ON funding_event
    REFERENCING NEW TABLE AS booked FOR EACH STATEMENT EXECUTE FUNCTION check_period_open();
CREATE TRIGGER voucher_in_open_period AFTER INSERT ON voucher
    REFERENCING NEW TABLE AS booked FOR EACH STATEMENT EXECUTE FUNCTION check_period_open();

-- The open months, kept from being closed until the transaction ends.
CREATE FUNCTION lock_open_periods() RETURNS SETOF date
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT ledger_may_write() THEN PERFORM ledger_refuse_writer(); END IF;
    RETURN QUERY SELECT p.month FROM accounting_period p WHERE p.state = 'open' ORDER BY p.month FOR SHARE;
END
$$;

-- Keeps whoever books in a month out until the transaction ends, for the proof before it is closed.
CREATE FUNCTION lock_period(asked date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found_state text;
BEGIN
    IF NOT ledger_may_write() THEN PERFORM ledger_refuse_writer(); END IF;
    SELECT p.state INTO found_state FROM accounting_period p WHERE p.month = asked FOR UPDATE;
    RETURN found_state;
END
$$;

-- Closes a month in the name of the person whose transaction it is: in the order of months, and with nothing waiting.
CREATE FUNCTION close_period(asked date, proven jsonb, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT ledger_may_write() OR current_setting('xinlian.scope', true) <> 'bureau' THEN
        PERFORM ledger_refuse_writer();
    END IF;
    UPDATE accounting_period p SET state = 'closed', closed_at = at WHERE p.month = asked AND p.state = 'open';
    IF NOT FOUND THEN
        RAISE check_violation USING MESSAGE = 'the month is not open', CONSTRAINT = 'accounting_period_open';
    END IF;
    IF EXISTS (SELECT FROM accounting_period p WHERE p.month < asked AND p.state = 'open') THEN
        RAISE check_violation USING MESSAGE = 'an earlier month is open', CONSTRAINT = 'accounting_period_order';
    END IF;
    IF EXISTS (SELECT FROM voucher v WHERE v.month = asked AND v.state = 'waiting') THEN
        RAISE check_violation USING MESSAGE = 'vouchers wait', CONSTRAINT = 'accounting_period_vouchers';
    END IF;
    INSERT INTO period_closing (month, closed_at, closed_by, proof)
    VALUES (asked, at, current_setting('xinlian.account', true)::uuid, proven);
END
$$;

-- Opens a closed month again with the second person's word; the latest closed month before the others.
CREATE FUNCTION reopen_period(asked uuid, at timestamptz) RETURNS date
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    opened date;
BEGIN
    IF NOT ledger_may_write() OR current_setting('xinlian.scope', true) <> 'bureau' THEN
        PERFORM ledger_refuse_writer();
    END IF;
    UPDATE period_reopening r SET confirmed_by = current_setting('xinlian.account', true)::uuid, confirmed_at = at
    WHERE r.reopening_id = asked AND r.confirmed_at IS NULL RETURNING r.month INTO opened;
    IF NOT FOUND THEN
        RAISE check_violation USING MESSAGE = 'no such request waits', CONSTRAINT = 'period_reopening_waits';
    END IF;
    IF EXISTS (SELECT FROM accounting_period p WHERE p.month > opened AND p.state = 'closed') THEN
        RAISE check_violation USING MESSAGE = 'a later month is closed', CONSTRAINT = 'accounting_period_order';
    END IF;
    UPDATE accounting_period p SET state = 'open', closed_at = NULL WHERE p.month = opened AND p.state = 'closed';
    IF NOT FOUND THEN
        RAISE check_violation USING MESSAGE = 'the month is open', CONSTRAINT = 'accounting_period_closed';
    END IF;
    RETURN opened;
END
$$;

-- Row-level security --------------------------------------------------------------------------------------------------

DO $$
DECLARE
    name text;
    money_people text := 'current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'', ''auditor'')';
    officers text := 'current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'')';
    writers text := 'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true '
        'WHEN ''bureau'' THEN ' || officers || ' ELSE false END';
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'accounting_period', 'period_closing', 'period_reopening', 'voucher', 'voucher_decision',
        'voucher_series', 'voucher_reversal', 'voucher_attachment'
    ] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
    EXECUTE 'CREATE POLICY everybody_reads ON accounting_period FOR SELECT TO xinlian_app USING (true)';
    -- A station's manager sees the vouchers of the own station.
    EXECUTE format(
        'CREATE POLICY app_reads ON voucher FOR SELECT TO xinlian_app USING ('
        'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true WHEN ''bureau'' THEN %s '
        'WHEN ''staff'' THEN current_setting(''xinlian.role'', true) = ''station-manager'' '
        'AND station_id = current_setting(''xinlian.station'', true) ELSE false END)', money_people);
    FOREACH name IN ARRAY ARRAY[
        'voucher_decision', 'voucher_series', 'voucher_reversal', 'voucher_attachment', 'period_closing',
        'period_reopening'
    ] LOOP
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true WHEN ''bureau'' THEN %s '
            'ELSE false END)', name, money_people);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['voucher', 'voucher_reversal'] LOOP
        EXECUTE format('CREATE POLICY app_writes ON public.%I FOR INSERT TO xinlian_app WITH CHECK (%s)', name, writers);
    END LOOP;
    -- Months are closed and opened again by the functions alone.
    EXECUTE format(
        'CREATE POLICY app_writes ON accounting_period FOR INSERT TO xinlian_app WITH CHECK ((%s) AND state = ''open'')',
        writers);
    -- Each decides, attaches and asks under the own name.
    EXECUTE format(
        'CREATE POLICY app_decides ON voucher_decision FOR INSERT TO xinlian_app WITH CHECK ('
        'current_setting(''xinlian.scope'', true) = ''bureau'' AND %s '
        'AND decided_by::text = current_setting(''xinlian.account'', true))', officers);
    EXECUTE format(
        'CREATE POLICY officers_attach ON voucher_attachment FOR INSERT TO xinlian_app WITH CHECK ('
        'current_setting(''xinlian.scope'', true) = ''bureau'' AND %s '
        'AND added_by::text = current_setting(''xinlian.account'', true))', officers);
    EXECUTE format(
        'CREATE POLICY officers_ask ON period_reopening FOR INSERT TO xinlian_app WITH CHECK ('
        'current_setting(''xinlian.scope'', true) = ''bureau'' AND %s AND confirmed_at IS NULL '
        'AND requested_by::text = current_setting(''xinlian.account'', true))', officers);
    -- The functions above run as the owner.
    FOREACH name IN ARRAY ARRAY[
        'voucher', 'voucher_decision', 'voucher_series', 'accounting_period', 'period_closing',
        'period_reopening'
    ] LOOP
        EXECUTE format('CREATE POLICY functions_write ON public.%I FOR ALL TO xinlian_owner USING (true) WITH CHECK (true)', name);
    END LOOP;
END
$$;

GRANT SELECT, INSERT ON
    accounting_period, voucher, voucher_decision, voucher_reversal, voucher_attachment, period_reopening TO xinlian_app;
GRANT SELECT ON voucher_series, voucher_entry, period_closing TO xinlian_app;
REVOKE ALL ON FUNCTION
    number_voucher(uuid, timestamptz), reject_voucher(uuid, timestamptz), check_period_open(), lock_open_periods(),
    lock_period(date), close_period(date, jsonb, timestamptz), reopen_period(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    number_voucher(uuid, timestamptz), reject_voucher(uuid, timestamptz), lock_open_periods(), lock_period(date),
    close_period(date, jsonb, timestamptz), reopen_period(uuid, timestamptz) TO xinlian_app;
