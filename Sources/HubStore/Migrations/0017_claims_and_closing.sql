-- Government funding: claims and their payment, vouchers that take others back, attachments, and the closing of months.

-- District ------------------------------------------------------------------------------------------------------------

-- Whom a verified service is owed to and the profile that brought it, as its entries name them; NULL before verification.
ALTER TABLE order_funding
    ADD COLUMN payee   text COLLATE "C",
    ADD COLUMN profile text COLLATE "C",
    DROP CONSTRAINT order_funding_state_check,
    ADD CONSTRAINT order_funding_state_check CHECK (
        state IN ('unfunded', 'reserved', 'released', 'verified', 'claimed', 'paid', 'returned'));
COMMENT ON COLUMN order_funding.state IS 'returned: it was paid and the money came back';

ALTER TABLE order_funding_exception
    ADD COLUMN resolved_at timestamptz,
    ADD COLUMN resolved_by uuid,
    -- What was done about it.
    ADD COLUMN resolution  text CHECK (length(resolution) BETWEEN 1 AND 500),
    ADD CONSTRAINT order_funding_exception_resolution CHECK (
        (resolved_at IS NULL) = (resolved_by IS NULL) AND (resolved_at IS NULL) = (resolution IS NULL));
CREATE INDEX order_funding_exception_open ON order_funding_exception (raised_at) WHERE resolved_at IS NULL;

CREATE TABLE claim (
    claim_id       uuid PRIMARY KEY,
    -- Easy to read out; unique in the district.
    number         text COLLATE "C" NOT NULL UNIQUE,
    station_id     text COLLATE "C" NOT NULL REFERENCES station,
    -- One claim is paid out of one line to one payee.
    budget_line_id uuid NOT NULL REFERENCES budget_line,
    payee          text COLLATE "C" NOT NULL,
    total_fen      bigint NOT NULL CHECK (total_fen > 0),
    -- `paying` while the voucher of its payment waits for approval.
    state          text COLLATE "C" NOT NULL
        CHECK (state IN ('submitted', 'withdrawn', 'rejected', 'approved', 'paying', 'paid')),
    submitted_by   uuid NOT NULL,
    submitted_at   timestamptz NOT NULL,
    decided_by     uuid,
    decided_at     timestamptz,
    -- Why it was rejected.
    reason         text CHECK (length(reason) BETWEEN 1 AND 500),
    -- The event that pays it.
    payment        uuid REFERENCES funding_event,
    changed_at     timestamptz NOT NULL,
    -- Who decides is never who claims.
    CHECK (decided_by <> submitted_by),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    CHECK ((state IN ('submitted', 'withdrawn')) = (decided_by IS NULL)),
    CHECK (state <> 'rejected' OR reason IS NOT NULL),
    CHECK ((payment IS NOT NULL) = (state IN ('paying', 'paid')))
);
CREATE INDEX claim_station ON claim (station_id, submitted_at DESC);
CREATE INDEX claim_open ON claim (submitted_at) WHERE state IN ('submitted', 'approved', 'paying');
CREATE INDEX claim_payment ON claim (payment) WHERE payment IS NOT NULL;
COMMENT ON TABLE claim IS 'district: claims 报销申请 of stations for services that were verified';

CREATE TABLE claim_order (
    claim_id     uuid NOT NULL REFERENCES claim,
    station_id   text COLLATE "C" NOT NULL REFERENCES station,
    order_id     text COLLATE "C" NOT NULL,
    fen          bigint NOT NULL CHECK (fen > 0),
    -- The event by which its money comes back, from when it is prepared.
    return_event uuid REFERENCES funding_event,
    -- When the claim came to nothing or the money came back, so that the order may be claimed again.
    released_at  timestamptz,
    PRIMARY KEY (claim_id, order_id),
    FOREIGN KEY (station_id, order_id) REFERENCES order_funding
);
-- An order is claimed once.
CREATE UNIQUE INDEX claim_order_once ON claim_order (station_id, order_id) WHERE released_at IS NULL;
COMMENT ON TABLE claim_order IS 'district: the orders of each claim';

-- What a voucher takes back 红字冲销, in the ledger when it is approved.
ALTER TABLE voucher ADD COLUMN reverses uuid REFERENCES voucher;
CREATE INDEX voucher_reverses ON voucher (reverses) WHERE reverses IS NOT NULL;

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

-- The entries of vouchers, whatever became of them: pairs of accounts of both books. Red letters are negative.
CREATE VIEW voucher_entry WITH (security_invoker = true) AS
    SELECT v.voucher_id, p.number, p.debit_account, p.credit_account, p.amount::bigint AS amount
    FROM voucher v JOIN ledger_transfer p ON p.event_id = v.voucher_id AND p.kind = 'pending'
    UNION ALL
    SELECT r.voucher_id, r.number, r.debit_account, r.credit_account, -r.amount
    FROM voucher_reversal r WHERE r.ledger <> 'control';

-- Functions and triggers ----------------------------------------------------------------------------------------------

-- The orders of a claim that came to nothing may be claimed again.
CREATE FUNCTION release_claim_orders() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE claim_order o SET released_at = NEW.changed_at
    WHERE o.claim_id = NEW.claim_id AND o.released_at IS NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER claim_came_to_nothing AFTER UPDATE OF state ON claim
    FOR EACH ROW WHEN (NEW.state IN ('withdrawn', 'rejected')) EXECUTE FUNCTION release_claim_orders();

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

-- Months are closed and opened by the functions alone.
DROP POLICY app_changes ON accounting_period;
REVOKE UPDATE (state, closed_at) ON accounting_period FROM xinlian_app;
DROP POLICY app_writes ON accounting_period;

DO $$
DECLARE
    name text;
    money_people text := 'current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'', ''auditor'')';
    officers text := 'current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'')';
    writers text := 'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true '
        'WHEN ''bureau'' THEN ' || officers || ' ELSE false END';
    own_station text := 'current_setting(''xinlian.role'', true) = ''station-manager'' '
        'AND station_id = current_setting(''xinlian.station'', true)';
BEGIN
    EXECUTE format(
        'CREATE POLICY app_writes ON accounting_period FOR INSERT TO xinlian_app WITH CHECK ((%s) AND state = ''open'')',
        writers);
    FOREACH name IN ARRAY ARRAY[
        'claim', 'claim_order', 'voucher_reversal', 'voucher_attachment', 'period_closing', 'period_reopening'
    ] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
    -- A station's manager sees the claims of the own station.
    FOREACH name IN ARRAY ARRAY['claim', 'claim_order'] LOOP
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true WHEN ''bureau'' THEN %s '
            'WHEN ''staff'' THEN %s ELSE false END)', name, money_people, own_station);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['voucher_reversal', 'voucher_attachment', 'period_closing', 'period_reopening'] LOOP
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true WHEN ''bureau'' THEN %s '
            'ELSE false END)', name, money_people);
    END LOOP;
    -- The manager claims in the own name, and takes back what nobody decided on.
    EXECUTE format(
        'CREATE POLICY manager_claims ON claim FOR INSERT TO xinlian_app WITH CHECK ('
        'current_setting(''xinlian.scope'', true) = ''staff'' AND %s AND state = ''submitted'' '
        'AND submitted_by::text = current_setting(''xinlian.account'', true))', own_station);
    EXECUTE format(
        'CREATE POLICY manager_names_orders ON claim_order FOR INSERT TO xinlian_app WITH CHECK ('
        'current_setting(''xinlian.scope'', true) = ''staff'' AND %s AND released_at IS NULL)', own_station);
    EXECUTE format(
        'CREATE POLICY manager_withdraws ON claim FOR UPDATE TO xinlian_app USING ('
        'current_setting(''xinlian.scope'', true) = ''staff'' AND %1$s AND state = ''submitted'') WITH CHECK ('
        'current_setting(''xinlian.scope'', true) = ''staff'' AND %1$s AND state = ''withdrawn'')', own_station);
    EXECUTE format(
        'CREATE POLICY officers_decide ON claim FOR UPDATE TO xinlian_app USING ('
        'current_setting(''xinlian.scope'', true) = ''bureau'' AND %1$s) WITH CHECK ('
        'current_setting(''xinlian.scope'', true) = ''bureau'' AND %1$s)', officers);
    EXECUTE format(
        'CREATE POLICY officers_release ON claim_order FOR UPDATE TO xinlian_app USING ('
        'current_setting(''xinlian.scope'', true) = ''bureau'' AND %1$s) WITH CHECK ('
        'current_setting(''xinlian.scope'', true) = ''bureau'' AND %1$s)', officers);
    EXECUTE format(
        'CREATE POLICY app_writes ON voucher_reversal FOR INSERT TO xinlian_app WITH CHECK (%s)', writers);
    EXECUTE format(
        'CREATE POLICY officers_attach ON voucher_attachment FOR INSERT TO xinlian_app WITH CHECK ('
        'current_setting(''xinlian.scope'', true) = ''bureau'' AND %s '
        'AND added_by::text = current_setting(''xinlian.account'', true))', officers);
    EXECUTE format(
        'CREATE POLICY officers_ask ON period_reopening FOR INSERT TO xinlian_app WITH CHECK ('
        'current_setting(''xinlian.scope'', true) = ''bureau'' AND %s AND confirmed_at IS NULL '
        'AND requested_by::text = current_setting(''xinlian.account'', true))', officers);
    EXECUTE format(
        'CREATE POLICY app_resolves ON order_funding_exception FOR UPDATE TO xinlian_app USING (%1$s) WITH CHECK (%1$s)',
        writers);
    -- The functions above run as the owner.
    FOREACH name IN ARRAY ARRAY['claim_order', 'period_closing', 'period_reopening'] LOOP
        EXECUTE format('CREATE POLICY functions_write ON public.%I FOR ALL TO xinlian_owner USING (true) WITH CHECK (true)', name);
    END LOOP;
END
$$;
DROP POLICY app_changes ON order_funding_exception;
GRANT SELECT, INSERT ON claim, claim_order, voucher_reversal, voucher_attachment, period_reopening TO xinlian_app;
GRANT SELECT ON voucher_entry, period_closing TO xinlian_app;
GRANT UPDATE (state, decided_by, decided_at, reason, payment, changed_at) ON claim TO xinlian_app;
GRANT UPDATE (released_at, return_event) ON claim_order TO xinlian_app;
GRANT UPDATE (payee, profile) ON order_funding TO xinlian_app;
GRANT UPDATE (resolved_at, resolved_by, resolution) ON order_funding_exception TO xinlian_app;
REVOKE ALL ON FUNCTION
    release_claim_orders(), check_period_open(), lock_open_periods(), lock_period(date),
    close_period(date, jsonb, timestamptz), reopen_period(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    lock_open_periods(), lock_period(date), close_period(date, jsonb, timestamptz), reopen_period(uuid, timestamptz)
    TO xinlian_app;
