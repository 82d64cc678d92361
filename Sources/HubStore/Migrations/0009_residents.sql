-- Residents and what they consented to, and the break-glass access to one resident's record.

-- Station -------------------------------------------------------------------------------------------------------------

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

-- A person's record is read and erased by whom it is sealed for.
CREATE INDEX fact_sealed_for ON fact (station_id, sealed_for);

-- Row-level security --------------------------------------------------------------------------------------------------

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
CREATE POLICY emergency_reads ON fact FOR SELECT TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'emergency'
        AND station_id = current_setting('xinlian.emergency_station', true)
        AND sealed_for::text = current_setting('xinlian.emergency_subject', true));
CREATE POLICY emergency_reads ON subject_key FOR SELECT TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'emergency'
        AND station_id = current_setting('xinlian.emergency_station', true)
        AND subject::text = current_setting('xinlian.emergency_subject', true));
-- Places and codes, never contents.
CREATE POLICY emergency_reads ON quarantine FOR SELECT TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'emergency'
        AND station_id = current_setting('xinlian.emergency_station', true));

-- Whoever was let in does not tick that off alone, so an auditor can.
CREATE POLICY auditor_acknowledges ON notice FOR UPDATE TO xinlian_app
    USING (organization_kind = 'bureau' AND current_setting('xinlian.scope', true) = 'bureau'
        AND current_setting('xinlian.role', true) = 'auditor')
    WITH CHECK (organization_kind = 'bureau' AND current_setting('xinlian.scope', true) = 'bureau'
        AND current_setting('xinlian.role', true) = 'auditor');
