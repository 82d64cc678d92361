-- What stations sent: the facts and how far each chain of them came.

-- Station -------------------------------------------------------------------------------------------------------------

CREATE TABLE watermark (
    station_id       text COLLATE "C" NOT NULL REFERENCES station,
    origin           text COLLATE "C" NOT NULL CHECK (origin IN ('station', 'hub')),
    epoch            integer NOT NULL CHECK (epoch >= 1),
    accepted_through bigint NOT NULL CHECK (accepted_through >= 0),
    last_hash        bytea NOT NULL CHECK (octet_length(last_hash) = 32),
    complete_through timestamptz,
    last_contact_at  timestamptz,
    -- A station in touch sends an empty batch every few seconds. The last one's answer is kept here, where is written
    -- anyway, and not as a receipt of its own.
    contact_digest   bytea CHECK (octet_length(contact_digest) = 32),
    contact_receipt  bytea,
    -- Pages show how many facts are quarantined without counting them.
    quarantined      bigint NOT NULL DEFAULT 0 CHECK (quarantined >= 0),
    -- Which key signed last, and when by the station's own clock, which is never a ground for refusal.
    last_key_id      text COLLATE "C",
    last_signed_at   timestamptz,
    PRIMARY KEY (station_id, origin, epoch)
);
COMMENT ON TABLE watermark IS 'station: how far each chain of facts has been accepted';

CREATE TABLE fact (
    station_id  text COLLATE "C" NOT NULL,
    origin      text COLLATE "C" NOT NULL,
    epoch       integer NOT NULL,
    seq         bigint NOT NULL,
    received_at timestamptz NOT NULL,
    id          uuid NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    -- NULL when the header names a time that doesn't exist.
    occurred_at timestamptz,
    recorded_at timestamptz,
    subject     uuid,
    header      bytea NOT NULL,
    -- Salt and data go when the data is erased; header, digest and hash keep the chain verifiable.
    salt        bytea,
    data        bytea,
    data_digest bytea NOT NULL,
    hash        bytea NOT NULL,
    -- NULL: salt and data are plain. Else data is salt and data sealed under the key of this subject, and salt is NULL; data
    -- is NULL when the subject was erased before the fact came.
    sealed_for  uuid,
    PRIMARY KEY (station_id, origin, epoch, seq, received_at)
) PARTITION BY RANGE (received_at);
-- A person's record is read and erased by whom it is sealed for.
CREATE INDEX fact_sealed_for ON fact (station_id, sealed_for);
COMMENT ON TABLE fact IS 'station: every accepted fact as it was sent';

CREATE TABLE quarantine (
    station_id  text COLLATE "C" NOT NULL,
    origin      text COLLATE "C" NOT NULL,
    epoch       integer NOT NULL,
    seq         bigint NOT NULL,
    code        text NOT NULL,
    detail      text NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (station_id, origin, epoch, seq)
);
COMMENT ON TABLE quarantine IS 'station: facts that keep their place in the chain but count for nothing';

CREATE TABLE fact_correction (
    station_id      text COLLATE "C" NOT NULL,
    origin          text COLLATE "C" NOT NULL,
    epoch           integer NOT NULL,
    seq             bigint NOT NULL,
    corrected_epoch integer NOT NULL,
    corrected_seq   bigint NOT NULL,
    PRIMARY KEY (station_id, origin, corrected_epoch, corrected_seq)
);
COMMENT ON TABLE fact_correction IS 'station: the last correction of each corrected fact';

CREATE TABLE sync_receipt (
    station_id   text COLLATE "C" NOT NULL,
    batch_digest bytea NOT NULL CHECK (octet_length(batch_digest) = 32),
    receipt      bytea NOT NULL,
    received_at  timestamptz NOT NULL,
    -- Which key signed the batch, and when by the station's own clock.
    key_id       text COLLATE "C",
    signed_at    timestamptz,
    PRIMARY KEY (station_id, batch_digest)
);
-- Receipts are forgotten after a quarter; no station goes on sending the same batch for so long.
CREATE INDEX sync_receipt_received ON sync_receipt (received_at);
COMMENT ON TABLE sync_receipt IS 'station: the answer to each committed batch, given again when the batch is sent again';

CREATE TABLE effect (
    station_id  text COLLATE "C" NOT NULL,
    fact_id     uuid NOT NULL,
    effect      text COLLATE "C" NOT NULL,
    content     jsonb NOT NULL,
    queued_at   timestamptz NOT NULL,
    PRIMARY KEY (station_id, fact_id, effect)
);
COMMENT ON TABLE effect IS 'station: what accepted facts still have to change in the district''s tables';

-- Partitions of fact --------------------------------------------------------------------------------------------------

-- Creates the partition of a month, so that nobody else needs the right to create tables. Facts keep flowing when a
-- month was not prepared: the default partition takes them.
CREATE FUNCTION prepare_fact_partition(month date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    start_day date := date_trunc('month', month)::date;
    partition text := 'fact_' || to_char(start_day, 'YYYY_MM');
BEGIN
    IF to_regclass('public.' || partition) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('prepare_fact_partition'));
    IF to_regclass('public.' || partition) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format(
        'CREATE TABLE public.%I PARTITION OF public.fact FOR VALUES FROM (%L) TO (%L)', partition,
        start_day::timestamp AT TIME ZONE 'UTC', (start_day + interval '1 month') AT TIME ZONE 'UTC');
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', partition);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', partition);
    EXECUTE format('COMMENT ON TABLE public.%I IS %L', partition, 'station: a month of facts');
END
$$;

REVOKE ALL ON FUNCTION prepare_fact_partition(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION prepare_fact_partition(date) TO xinlian_app;

CREATE TABLE fact_unprepared PARTITION OF fact DEFAULT;
COMMENT ON TABLE fact_unprepared IS 'station: facts of months that had no partition yet';

-- Row-level security --------------------------------------------------------------------------------------------------

-- Ingest writes the rows of the station whose batch it is, and no others.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'watermark', 'fact', 'fact_unprepared', 'quarantine', 'fact_correction', 'sync_receipt', 'effect'
    ] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['watermark', 'fact', 'quarantine', 'fact_correction', 'sync_receipt', 'effect'] LOOP
        EXECUTE format(
            'CREATE POLICY ingest_own ON public.%I FOR ALL TO xinlian_ingest '
            'USING (station_id = current_setting(''xinlian.station'', true)) '
            'WITH CHECK (station_id = current_setting(''xinlian.station'', true))',
            name);
    END LOOP;
END
$$;

GRANT SELECT, INSERT ON fact, quarantine, sync_receipt TO xinlian_ingest;
GRANT SELECT, INSERT, UPDATE ON watermark, fact_correction, effect TO xinlian_ingest;

-- What pages read most is looked over row by row, so its policies must ask little. A setting costs about 0.2 µs to look up,
-- and several policies on one table are up to six look-ups a row, with an estimate of hardly any rows, for which the planner
-- chooses to sort. So there is one policy for all readers, and the scope, which is looked up once a row, decides which
-- other setting counts: stations and their people see their own rows, the bureau and the district all.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['watermark', 'quarantine'] LOOP
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'CASE current_setting(''xinlian.scope'', true) '
            'WHEN ''bureau'' THEN true '
            'WHEN ''district'' THEN true '
            'WHEN ''staff'' THEN station_id = current_setting(''xinlian.station'', true) '
            'WHEN ''station'' THEN station_id = current_setting(''xinlian.station'', true) '
            'ELSE false END)',
            name);
        EXECUTE format('GRANT SELECT ON public.%I TO xinlian_app', name);
    END LOOP;
END
$$;

-- A node reads its own rows and the district all; a station's people see its facts, and which of two counts.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['fact', 'fact_correction', 'effect'] LOOP
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'current_setting(''xinlian.scope'', true) = ''station'' '
            'AND station_id = current_setting(''xinlian.station'', true) '
            'OR current_setting(''xinlian.scope'', true) = ''district'')',
            name);
        EXECUTE format('GRANT SELECT ON public.%I TO xinlian_app', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['fact', 'fact_correction'] LOOP
        EXECUTE format(
            'CREATE POLICY staff_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'current_setting(''xinlian.scope'', true) = ''staff'' '
            'AND station_id = current_setting(''xinlian.station'', true))',
            name);
    END LOOP;
END
$$;

-- Break-glass: the facts of one resident at one station, for the transactions of whoever was let in for that person.
CREATE POLICY emergency_reads ON fact FOR SELECT TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'emergency'
        AND station_id = current_setting('xinlian.emergency_station', true)
        AND sealed_for::text = current_setting('xinlian.emergency_subject', true));

-- Places and codes, never contents.
CREATE POLICY emergency_reads ON quarantine FOR SELECT TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'emergency'
        AND station_id = current_setting('xinlian.emergency_station', true));

-- Facts are append-only. The one change is the step from plain to sealed; what is sealed can't be changed again.
CREATE POLICY district_seals ON fact FOR UPDATE TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district' AND sealed_for IS NULL)
    WITH CHECK (current_setting('xinlian.scope', true) = 'district' AND sealed_for IS NOT NULL AND salt IS NULL);
GRANT UPDATE (salt, data, sealed_for) ON fact TO xinlian_app;

-- Erasing keeps batches of the station out meanwhile. Locking a row takes the right to update a column of it.
CREATE POLICY district_locks ON watermark FOR UPDATE TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (false);
GRANT UPDATE (last_contact_at) ON watermark TO xinlian_app;

CREATE POLICY district_forgets ON sync_receipt FOR DELETE TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district' AND received_at < now() - interval '90 days');
GRANT DELETE ON sync_receipt TO xinlian_app;

-- The worker that applies effects acts for the district.
CREATE POLICY worker_applies ON effect FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district');
-- Locking a row takes the right to update a column of it.
GRANT DELETE, UPDATE (queued_at) ON effect TO xinlian_app;
