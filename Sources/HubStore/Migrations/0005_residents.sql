-- Residents: the keys under which what is about them is sealed, what they consented to, who of them must be looked at, and
-- which of them are one person.

-- Station -------------------------------------------------------------------------------------------------------------

CREATE TABLE subject_key (
    station_id   text COLLATE "C" NOT NULL,
    subject      uuid NOT NULL,
    -- Which key of the hub's key file wraps this one; wrapped for this row alone.
    kek_id       text COLLATE "C",
    wrapped_key  bytea CHECK (octet_length(wrapped_key) = 60),
    created_at   timestamptz NOT NULL,
    -- The row stays without its key, so that nobody makes another one for an erased person.
    destroyed_at timestamptz,
    PRIMARY KEY (station_id, subject),
    CHECK ((destroyed_at IS NULL) = (wrapped_key IS NOT NULL) AND (kek_id IS NULL) = (wrapped_key IS NULL))
);
COMMENT ON TABLE subject_key IS 'station: the wrapped data key of each subject; never part of a data backup';

CREATE TABLE resident (
    station_id  text COLLATE "C" NOT NULL,
    resident_id uuid NOT NULL,
    -- The fact by its place in the station's chain, since ids are the station's own and may repeat. Somebody may be
    -- registered again; the latest registration counts.
    epoch       integer NOT NULL,
    seq         bigint NOT NULL,
    occurred_at timestamptz NOT NULL,
    -- Years of birth, sex and tags, sealed under the resident's key.
    profile     bytea NOT NULL,
    PRIMARY KEY (station_id, resident_id, epoch, seq)
);
CREATE INDEX resident_latest ON resident (station_id, occurred_at, epoch, seq);
COMMENT ON TABLE resident IS 'station: the registered residents, without anything that names them';

CREATE TABLE consent (
    station_id  text COLLATE "C" NOT NULL,
    resident_id uuid NOT NULL,
    epoch       integer NOT NULL,
    seq         bigint NOT NULL,
    occurred_at timestamptz NOT NULL,
    -- A registration may tell of several decisions.
    item        integer NOT NULL CHECK (item >= 0),
    decision    text COLLATE "C" NOT NULL CHECK (decision IN ('given', 'withdrawn')),
    -- Purpose and version of the text, sealed under the resident's key.
    detail      bytea NOT NULL,
    PRIMARY KEY (station_id, resident_id, epoch, seq, item)
);
COMMENT ON TABLE consent IS 'station: what residents agreed to and took back';

-- District ------------------------------------------------------------------------------------------------------------

CREATE TABLE attention (
    fact_id      uuid NOT NULL,
    station_id   text COLLATE "C" NOT NULL REFERENCES station,
    subject      uuid,
    level        text NOT NULL CHECK (level IN ('none', 'self-help', 'station', 'hospital', 'crisis')),
    same_day     boolean NOT NULL,
    reasons      text[],
    instrument   text,
    scored       boolean NOT NULL,
    occurred_at  timestamptz NOT NULL,
    raised_at    timestamptz NOT NULL,
    -- The screening was corrected so that nobody has to look at it any more.
    withdrawn_at timestamptz,
    -- Reasons and instrument, sealed; the rest is needed in SQL to list and count.
    detail       bytea,
    -- A fact's id is the station's own choice: one that happens to choose another's id must keep its place on the list.
    PRIMARY KEY (station_id, fact_id),
    CHECK (detail IS NULL AND reasons IS NOT NULL AND instrument IS NOT NULL
        OR detail IS NOT NULL AND reasons IS NULL AND instrument IS NULL)
);
CREATE INDEX attention_open ON attention (station_id, occurred_at) WHERE withdrawn_at IS NULL;
COMMENT ON TABLE attention IS 'district: screenings that a person must look at on the same day';

CREATE TABLE person_link (
    station_id text COLLATE "C" NOT NULL REFERENCES station,
    resident   uuid NOT NULL,
    -- The same for all residents of the district who are one person; random.
    person     uuid NOT NULL,
    -- Keyed hash of the ID number; the number itself is nowhere.
    token      bytea NOT NULL CHECK (octet_length(token) = 32),
    key_id     text COLLATE "C" NOT NULL,
    linked_at  timestamptz NOT NULL,
    PRIMARY KEY (station_id, resident)
);
CREATE INDEX person_link_token ON person_link (token);
CREATE INDEX person_link_person ON person_link (person);
COMMENT ON TABLE person_link IS 'district: which residents of the stations are the same person';

-- Row-level security --------------------------------------------------------------------------------------------------

ALTER TABLE subject_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE attention ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE person_link ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY app_reads ON subject_key FOR SELECT TO xinlian_app
    USING (station_id = current_setting('xinlian.station', true) OR current_setting('xinlian.scope', true) = 'district');
GRANT SELECT ON subject_key TO xinlian_app;

-- A batch makes keys for the subjects it is the first to name.
CREATE POLICY ingest_reads ON subject_key FOR SELECT TO xinlian_ingest
    USING (station_id = current_setting('xinlian.station', true));
CREATE POLICY ingest_makes ON subject_key FOR INSERT TO xinlian_ingest
    WITH CHECK (station_id = current_setting('xinlian.station', true));
GRANT SELECT, INSERT ON subject_key TO xinlian_ingest;

-- The district wraps keys anew, destroys them, and keeps keys from being made. A row is never removed.
CREATE POLICY district_makes ON subject_key FOR INSERT TO xinlian_app
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
CREATE POLICY district_changes ON subject_key FOR UPDATE TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT INSERT, UPDATE (kek_id, wrapped_key, destroyed_at) ON subject_key TO xinlian_app;

CREATE POLICY emergency_reads ON subject_key FOR SELECT TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'emergency'
        AND station_id = current_setting('xinlian.emergency_station', true)
        AND subject::text = current_setting('xinlian.emergency_subject', true));

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['resident', 'consent'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY ingest_own ON public.%I FOR ALL TO xinlian_ingest '
            'USING (station_id = current_setting(''xinlian.station'', true)) '
            'WITH CHECK (station_id = current_setting(''xinlian.station'', true))',
            name);
        EXECUTE format(
            'CREATE POLICY staff_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'current_setting(''xinlian.scope'', true) = ''staff'' '
            'AND station_id = current_setting(''xinlian.station'', true))',
            name);
        EXECUTE format(
            'CREATE POLICY district_erases ON public.%I FOR DELETE TO xinlian_app USING ('
            'current_setting(''xinlian.scope'', true) = ''district'')',
            name);
        -- Deleting takes the right to look for the row.
        EXECUTE format(
            'CREATE POLICY district_finds ON public.%I FOR SELECT TO xinlian_app USING ('
            'current_setting(''xinlian.scope'', true) = ''district'')',
            name);
        EXECUTE format('GRANT INSERT, DELETE, SELECT (station_id, resident_id, epoch, seq) ON public.%I TO xinlian_ingest', name);
        -- They are derived of facts, and can be derived again.
        EXECUTE format(
            'CREATE POLICY district_rebuilds ON public.%I FOR INSERT TO xinlian_app WITH CHECK ('
            'current_setting(''xinlian.scope'', true) = ''district'')',
            name);
        EXECUTE format('GRANT SELECT, INSERT, DELETE ON public.%I TO xinlian_app', name);
    END LOOP;
    -- Break-glass: one resident's rows at one station, for the transactions of whoever was let in for them.
    FOREACH name IN ARRAY ARRAY['resident', 'consent'] LOOP
        EXECUTE format(
            'CREATE POLICY emergency_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'current_setting(''xinlian.scope'', true) = ''emergency'' '
            'AND station_id = current_setting(''xinlian.emergency_station'', true) '
            'AND resident_id::text = current_setting(''xinlian.emergency_subject'', true))',
            name);
    END LOOP;
END
$$;

-- One policy for all readers, as for watermarks: the scope alone is looked up for each row.
CREATE POLICY app_reads ON attention FOR SELECT TO xinlian_app USING (
    CASE current_setting('xinlian.scope', true)
        WHEN 'bureau' THEN true
        WHEN 'district' THEN true
        WHEN 'staff' THEN station_id = current_setting('xinlian.station', true)
        WHEN 'station' THEN station_id = current_setting('xinlian.station', true)
        ELSE false
    END);

-- The worker that applies effects acts for the district; erasing removes what was derived of the person.
CREATE POLICY worker_raises ON attention FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT, UPDATE, DELETE ON attention TO xinlian_app;

-- Which persons are the same is the district's knowledge; no station sees any of it.
CREATE POLICY district_links ON person_link FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT, UPDATE, DELETE ON person_link TO xinlian_app;
