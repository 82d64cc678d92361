-- Field encryption: what is about a person is sealed under that person's own key.

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

-- What erased facts counted for when they were erased, summed over all erased persons of the station: the roll-up equals
-- what can be counted again and this.
CREATE TABLE erased_rollup (
    station_id   text COLLATE "C" NOT NULL,
    occurred_day date NOT NULL,
    indicator    text COLLATE "C" NOT NULL,
    dimension    text COLLATE "C" NOT NULL,
    amount       bigint NOT NULL,
    PRIMARY KEY (station_id, occurred_day, indicator, dimension)
);
COMMENT ON TABLE erased_rollup IS 'station: what the roll-up holds of facts that were erased since';

-- NULL: salt and data are plain. Else data is salt and data sealed under the key of this subject, and salt is NULL; data
-- is NULL when the subject was erased before the fact came.
ALTER TABLE fact ADD COLUMN sealed_for uuid;

-- District ------------------------------------------------------------------------------------------------------------

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

-- Which day, station, level and completeness are needed in SQL to list and count; reasons and instrument are sealed.
ALTER TABLE attention
    ALTER COLUMN reasons DROP NOT NULL,
    ALTER COLUMN instrument DROP NOT NULL,
    ADD COLUMN detail bytea,
    ADD CHECK (detail IS NULL AND reasons IS NOT NULL AND instrument IS NOT NULL
        OR detail IS NOT NULL AND reasons IS NULL AND instrument IS NULL);

-- What waits for the list comes onto it as it is; sealing what is plain seals it too. The owner is held back by the
-- policies, so they rest meanwhile.
ALTER TABLE effect NO FORCE ROW LEVEL SECURITY;
ALTER TABLE attention NO FORCE ROW LEVEL SECURITY;
INSERT INTO attention (
    station_id, fact_id, subject, level, same_day, reasons, instrument, scored, occurred_at, raised_at)
SELECT station_id, fact_id, (content ->> 'subject')::uuid, content -> 'reading' ->> 'level', true,
    ARRAY(SELECT jsonb_array_elements_text(content -> 'reading' -> 'reasons')), content -> 'reading' ->> 'instrument',
    (content -> 'reading' ->> 'scored')::boolean, (content ->> 'occurredAt')::timestamptz, queued_at
FROM effect WHERE effect = 'attention' AND jsonb_typeof(content -> 'reading') = 'object'
ON CONFLICT (station_id, fact_id) DO UPDATE SET
    level = excluded.level, reasons = excluded.reasons, scored = excluded.scored, withdrawn_at = NULL;
DELETE FROM effect WHERE effect = 'attention' AND jsonb_typeof(content -> 'reading') = 'object';
ALTER TABLE effect FORCE ROW LEVEL SECURITY;
ALTER TABLE attention FORCE ROW LEVEL SECURITY;

-- Row-level security --------------------------------------------------------------------------------------------------

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['subject_key', 'erased_rollup', 'person_link'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['subject_key', 'erased_rollup'] LOOP
        EXECUTE format(
            'CREATE POLICY app_reads ON public.%I FOR SELECT TO xinlian_app USING ('
            'station_id = current_setting(''xinlian.station'', true) OR current_setting(''xinlian.scope'', true) = ''district'')',
            name);
        EXECUTE format('GRANT SELECT ON public.%I TO xinlian_app', name);
    END LOOP;
END
$$;

-- A batch makes keys for the subjects it is the first to name.
CREATE POLICY ingest_reads ON subject_key FOR SELECT TO xinlian_ingest
    USING (station_id = current_setting('xinlian.station', true));
CREATE POLICY ingest_makes ON subject_key FOR INSERT TO xinlian_ingest
    WITH CHECK (station_id = current_setting('xinlian.station', true));
GRANT SELECT, INSERT ON subject_key TO xinlian_ingest;

-- The district wraps keys anew, destroys them, keeps keys from being made, and seals what was stored plain. A row is never
-- removed.
CREATE POLICY district_makes ON subject_key FOR INSERT TO xinlian_app
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
CREATE POLICY district_changes ON subject_key FOR UPDATE TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT INSERT, UPDATE (kek_id, wrapped_key, destroyed_at) ON subject_key TO xinlian_app;

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

-- Erasing removes what was derived of the person and settles what is shared with others.
CREATE POLICY district_erases ON person_day FOR DELETE TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district');
CREATE POLICY district_settles ON service_order FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
CREATE POLICY district_settles ON erased_rollup FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT DELETE ON person_day, attention, service_order, erased_rollup TO xinlian_app;
GRANT INSERT, UPDATE ON service_order, erased_rollup TO xinlian_app;

-- Which persons are the same is the district's knowledge; no station sees any of it.
CREATE POLICY district_links ON person_link FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT, UPDATE, DELETE ON person_link TO xinlian_app;
