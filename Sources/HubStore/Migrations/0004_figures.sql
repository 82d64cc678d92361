-- Figures: roll-ups in step with the facts, and what they need to count persons once.

-- Station -------------------------------------------------------------------------------------------------------------

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

-- Row-level security --------------------------------------------------------------------------------------------------

ALTER TABLE rollup ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE person_day ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE erased_rollup ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- A batch moves the figures of its own station.
CREATE POLICY ingest_own ON rollup FOR ALL TO xinlian_ingest
    USING (station_id = current_setting('xinlian.station', true))
    WITH CHECK (station_id = current_setting('xinlian.station', true));
CREATE POLICY ingest_own ON person_day FOR ALL TO xinlian_ingest
    USING (station_id = current_setting('xinlian.station', true))
    WITH CHECK (station_id = current_setting('xinlian.station', true));
GRANT SELECT, INSERT, UPDATE ON rollup, person_day TO xinlian_ingest;

-- One policy for all readers, as for watermarks: the scope alone is looked up for each row.
CREATE POLICY app_reads ON rollup FOR SELECT TO xinlian_app USING (
    CASE current_setting('xinlian.scope', true)
        WHEN 'bureau' THEN true
        WHEN 'district' THEN true
        WHEN 'staff' THEN station_id = current_setting('xinlian.station', true)
        WHEN 'station' THEN station_id = current_setting('xinlian.station', true)
        ELSE false
    END);

-- Persons are nobody's but the node's and the district's.
CREATE POLICY app_reads ON person_day FOR SELECT TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'station'
        AND station_id = current_setting('xinlian.station', true)
        OR current_setting('xinlian.scope', true) = 'district');
CREATE POLICY app_reads ON erased_rollup FOR SELECT TO xinlian_app
    USING (station_id = current_setting('xinlian.station', true) OR current_setting('xinlian.scope', true) = 'district');
GRANT SELECT ON rollup, person_day, erased_rollup TO xinlian_app;

-- Erasing removes what was derived of the person and settles what is shared with others.
CREATE POLICY district_erases ON person_day FOR DELETE TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district');
CREATE POLICY district_settles ON erased_rollup FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT DELETE ON person_day TO xinlian_app;
GRANT INSERT, UPDATE, DELETE ON erased_rollup TO xinlian_app;
