-- Stations, what they sent and what they are sent.
--
-- Every table's comment begins with its kind: station, district or reference (see Sources/HubStore/README.md).
-- Three roles: the owner migrates, xinlian_app serves pages and commands, xinlian_ingest receives batches. None of them
-- bypasses row-level security; a transaction names its principal with SET LOCAL xinlian.scope and xinlian.station.

-- Reference -----------------------------------------------------------------------------------------------------------

CREATE TABLE station (
    station_id    text COLLATE "C" PRIMARY KEY CHECK (station_id ~ '^[A-Z][A-Z0-9-]{0,15}$'),
    name_zh       text NOT NULL,
    name_en       text NOT NULL,
    profile       text NOT NULL,
    subdistrict   text NOT NULL,
    latitude      float8 NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude     float8 NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    configuration jsonb NOT NULL,
    -- A station that left the configuration keeps its facts but is no longer counted or accepted.
    active        boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE station IS 'reference: the stations of the district as configured';

-- District ------------------------------------------------------------------------------------------------------------

CREATE TABLE station_credential (
    credential_digest bytea PRIMARY KEY CHECK (octet_length(credential_digest) = 32),
    station_id        text COLLATE "C" NOT NULL REFERENCES station,
    created_at        timestamptz NOT NULL,
    revoked_at        timestamptz
);
CREATE INDEX station_credential_station ON station_credential (station_id);
COMMENT ON TABLE station_credential IS 'district: digests of the credentials that stations sign in with';

CREATE TABLE attention (
    fact_id      uuid PRIMARY KEY,
    station_id   text COLLATE "C" NOT NULL REFERENCES station,
    subject      uuid,
    level        text NOT NULL CHECK (level IN ('none', 'self-help', 'station', 'hospital', 'crisis')),
    same_day     boolean NOT NULL,
    reasons      text[] NOT NULL,
    instrument   text NOT NULL,
    scored       boolean NOT NULL,
    occurred_at  timestamptz NOT NULL,
    raised_at    timestamptz NOT NULL,
    -- The screening was corrected so that nobody has to look at it any more.
    withdrawn_at timestamptz
);
CREATE INDEX attention_open ON attention (station_id, occurred_at) WHERE withdrawn_at IS NULL;
COMMENT ON TABLE attention IS 'district: screenings that a person must look at on the same day';

-- Station -------------------------------------------------------------------------------------------------------------

CREATE TABLE watermark (
    station_id       text COLLATE "C" NOT NULL REFERENCES station,
    origin           text COLLATE "C" NOT NULL CHECK (origin IN ('station', 'hub')),
    epoch            integer NOT NULL CHECK (epoch >= 1),
    accepted_through bigint NOT NULL CHECK (accepted_through >= 0),
    last_hash        bytea NOT NULL CHECK (octet_length(last_hash) = 32),
    complete_through timestamptz,
    last_contact_at  timestamptz,
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
    PRIMARY KEY (station_id, origin, epoch, seq, received_at)
) PARTITION BY RANGE (received_at);
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
    PRIMARY KEY (station_id, batch_digest)
);
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

CREATE TABLE station_change (
    station_id text COLLATE "C" NOT NULL REFERENCES station,
    number     bigint NOT NULL CHECK (number >= 1),
    key        text COLLATE "C" NOT NULL,
    version    bigint NOT NULL CHECK (version >= 1),
    digest     text NOT NULL,
    -- NULL is a tombstone.
    document   text,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (station_id, number)
);
CREATE INDEX station_change_key ON station_change (station_id, key, number DESC);
COMMENT ON TABLE station_change IS 'station: what a station is told, numbered without gaps';

-- Roll-ups ------------------------------------------------------------------------------------------------------------

CREATE TABLE rollup (
    station_id   text COLLATE "C" NOT NULL,
    occurred_day date NOT NULL,
    indicator    text COLLATE "C" NOT NULL,
    dimension    text COLLATE "C" NOT NULL,
    amount       bigint NOT NULL,
    PRIMARY KEY (station_id, occurred_day, indicator, dimension)
) WITH (fillfactor = 70);
COMMENT ON TABLE rollup IS 'station: counts and sums by day of occurrence, kept in step with the facts';

CREATE TABLE person_day (
    station_id text COLLATE "C" NOT NULL,
    indicator  text COLLATE "C" NOT NULL,
    subject    uuid NOT NULL,
    day        date NOT NULL,
    -- How many facts of the day count the person; corrections take away.
    sightings  integer NOT NULL,
    PRIMARY KEY (station_id, indicator, subject, day)
);
COMMENT ON TABLE person_day IS 'station: on which days each person was counted, so that persons are counted once';

CREATE TABLE service_order (
    station_id text COLLATE "C" NOT NULL,
    order_id   text COLLATE "C" NOT NULL,
    -- Each step that the facts tell of as step/day/fen, corrections taken into account.
    steps      text[] NOT NULL,
    -- The furthest step; NULL when all of them were withdrawn.
    state      text CHECK (state IN ('placed', 'accepted', 'delivered', 'verified', 'cancelled')),
    PRIMARY KEY (station_id, order_id)
) WITH (fillfactor = 80);
COMMENT ON TABLE service_order IS 'station: where each service order stands';

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

DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration' LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
END
$$;

-- The app reads one station's rows for a station and all for the district.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'attention', 'watermark', 'fact', 'quarantine', 'fact_correction', 'effect', 'station_change', 'rollup',
        'person_day', 'service_order'
    ] LOOP
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'station_id = current_setting(''xinlian.station'', true) OR current_setting(''xinlian.scope'', true) = ''district'')',
            name);
        EXECUTE format('GRANT SELECT ON public.%I TO xinlian_app', name);
    END LOOP;
END
$$;

-- Ingest writes the rows of the station whose batch it is, and no others.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'watermark', 'fact', 'quarantine', 'fact_correction', 'sync_receipt', 'effect', 'rollup', 'person_day',
        'service_order'
    ] LOOP
        EXECUTE format(
            'CREATE POLICY ingest_own ON public.%I FOR ALL TO xinlian_ingest '
            'USING (station_id = current_setting(''xinlian.station'', true)) '
            'WITH CHECK (station_id = current_setting(''xinlian.station'', true))',
            name);
    END LOOP;
END
$$;
GRANT SELECT, INSERT ON fact, quarantine, sync_receipt TO xinlian_ingest;
GRANT SELECT, INSERT, UPDATE ON watermark, fact_correction, effect, rollup, person_day, service_order TO xinlian_ingest;

CREATE POLICY everybody_reads ON station FOR SELECT TO xinlian_app, xinlian_ingest USING (true);
GRANT SELECT ON station TO xinlian_app, xinlian_ingest;
GRANT SELECT ON schema_migration TO xinlian_app;
CREATE POLICY district_configures ON station FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT INSERT, UPDATE ON station TO xinlian_app;

-- A credential is found by whoever presents it; only the district creates and revokes.
CREATE POLICY presented ON station_credential FOR SELECT TO xinlian_ingest
    USING (encode(credential_digest, 'hex') = current_setting('xinlian.credential', true));
GRANT SELECT ON station_credential TO xinlian_ingest;
CREATE POLICY district_administers ON station_credential FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT, UPDATE ON station_credential TO xinlian_app;

-- Changes for stations are written for the district and read by the station.
CREATE POLICY district_publishes ON station_change FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT INSERT ON station_change TO xinlian_app;

-- The worker that applies effects acts for the district.
CREATE POLICY worker_applies ON effect FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district');
-- Locking a row takes the right to update a column of it.
GRANT DELETE, UPDATE (queued_at) ON effect TO xinlian_app;
CREATE POLICY worker_raises ON attention FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT INSERT, UPDATE ON attention TO xinlian_app;
