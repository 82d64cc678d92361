-- Enrolments in service packages: which of them run, and under which version of the plugin they began.

-- Station -------------------------------------------------------------------------------------------------------------

CREATE TABLE enrolment (
    station_id     text COLLATE "C" NOT NULL,
    enrolment_id   text COLLATE "C" NOT NULL,
    -- Each step that the facts tell of as kind/day/package/item/plugin/version, corrections taken into account.
    steps          text[] NOT NULL,
    -- What the enrolment began with; NULL when no fact tells of its beginning.
    package        text COLLATE "C",
    -- NULL where the station did not say.
    plugin         text COLLATE "C",
    plugin_version text COLLATE "C",
    state          text CHECK (state IN ('running', 'ended')),
    PRIMARY KEY (station_id, enrolment_id),
    CHECK ((package IS NULL) = (state IS NULL)),
    CHECK ((plugin IS NULL) = (plugin_version IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX enrolment_running ON enrolment (plugin, station_id, package, plugin_version) WHERE state = 'running';
COMMENT ON TABLE enrolment IS 'station: where each enrolment in a service package stands';

-- Row-level security --------------------------------------------------------------------------------------------------

ALTER TABLE enrolment ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrolment FORCE ROW LEVEL SECURITY;
CREATE POLICY ingest_own ON enrolment FOR ALL TO xinlian_ingest
    USING (station_id = current_setting('xinlian.station', true))
    WITH CHECK (station_id = current_setting('xinlian.station', true));
CREATE POLICY app_reads ON enrolment FOR SELECT TO xinlian_app USING (
    CASE current_setting('xinlian.scope', true)
        WHEN 'staff' THEN station_id = current_setting('xinlian.station', true)
        WHEN 'station' THEN station_id = current_setting('xinlian.station', true)
        ELSE false
    END);
-- Erasing settles them, and the bureau's figures count them.
CREATE POLICY district_settles ON enrolment FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT, UPDATE ON enrolment TO xinlian_ingest;
GRANT SELECT, INSERT, UPDATE, DELETE ON enrolment TO xinlian_app;
