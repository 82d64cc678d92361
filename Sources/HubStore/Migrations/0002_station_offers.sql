-- What stations offer: every decision on profile, plugin version, packages and activities, and from when it is in force.

-- Station -------------------------------------------------------------------------------------------------------------

CREATE TABLE station_offer (
    station_id     text COLLATE "C" NOT NULL,
    -- 1 for the station's first; a later one takes the place of an earlier one from effective_at on.
    number         bigint NOT NULL CHECK (number >= 1),
    effective_at   timestamptz NOT NULL,
    profile        text COLLATE "C" NOT NULL,
    plugin_version text COLLATE "C" NOT NULL,
    -- The station's choices, with its own prices in fen.
    packages       jsonb NOT NULL,
    -- The station's choices, with its own capacities and points.
    activities     jsonb NOT NULL,
    -- Whether it stood in the configuration's files, or was decided by the station's manager or the bureau.
    origin         text NOT NULL CHECK (origin IN ('configuration', 'station', 'bureau')),
    decided_at     timestamptz NOT NULL,
    -- The account; NULL when it stood in the configuration.
    decided_by     uuid,
    PRIMARY KEY (station_id, number),
    CHECK ((origin = 'configuration') = (decided_by IS NULL))
);
COMMENT ON TABLE station_offer IS 'station: what a station offers, every decision with the moment from which it is in force';

-- Row-level security --------------------------------------------------------------------------------------------------

-- Decisions are made and read, never changed or removed: no role may update or delete.
ALTER TABLE station_offer ENABLE ROW LEVEL SECURITY;
ALTER TABLE station_offer FORCE ROW LEVEL SECURITY;
CREATE POLICY app_reads ON station_offer FOR SELECT TO xinlian_app USING (
    CASE current_setting('xinlian.scope', true)
        WHEN 'bureau' THEN true
        WHEN 'district' THEN true
        WHEN 'staff' THEN station_id = current_setting('xinlian.station', true)
        ELSE false
    END);
-- Each under the own name: managers for their station, directors for any, the hub what the configuration says.
CREATE POLICY app_decides ON station_offer FOR INSERT TO xinlian_app WITH CHECK (
    CASE current_setting('xinlian.scope', true)
        WHEN 'district' THEN origin = 'configuration'
        WHEN 'bureau' THEN origin = 'bureau' AND current_setting('xinlian.role', true) = 'director'
            AND decided_by::text = current_setting('xinlian.account', true)
        WHEN 'staff' THEN origin = 'station' AND current_setting('xinlian.role', true) = 'station-manager'
            AND station_id = current_setting('xinlian.station', true)
            AND decided_by::text = current_setting('xinlian.account', true)
        ELSE false
    END);
GRANT SELECT, INSERT ON station_offer TO xinlian_app;
