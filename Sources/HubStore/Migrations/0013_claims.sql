-- Claims 报销 of stations for services that residents verified.

-- District ------------------------------------------------------------------------------------------------------------

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

-- Row-level security --------------------------------------------------------------------------------------------------

DO $$
DECLARE
    name text;
    money_people text := 'current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'', ''auditor'')';
    officers text := 'current_setting(''xinlian.role'', true) IN (''director'', ''finance-officer'')';
    own_station text := 'current_setting(''xinlian.role'', true) = ''station-manager'' '
        'AND station_id = current_setting(''xinlian.station'', true)';
BEGIN
    FOREACH name IN ARRAY ARRAY['claim', 'claim_order'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
        -- A station's manager sees the claims of the own station.
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'CASE current_setting(''xinlian.scope'', true) WHEN ''district'' THEN true WHEN ''bureau'' THEN %s '
            'WHEN ''staff'' THEN current_setting(''xinlian.role'', true) = ''station-manager'' '
            'AND station_id = current_setting(''xinlian.station'', true) ELSE false END)', name, money_people);
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
    -- The trigger above runs as the owner.
    EXECUTE 'CREATE POLICY functions_write ON claim_order FOR ALL TO xinlian_owner USING (true) WITH CHECK (true)';
END
$$;

GRANT SELECT, INSERT ON claim, claim_order TO xinlian_app;
GRANT UPDATE (state, decided_by, decided_at, reason, payment, changed_at) ON claim TO xinlian_app;
GRANT UPDATE (released_at, return_event) ON claim_order TO xinlian_app;
REVOKE ALL ON FUNCTION release_claim_orders() FROM PUBLIC;
