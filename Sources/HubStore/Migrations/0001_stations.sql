-- Stations: which there are, the keys that they sign with, and what they are told.
--
-- Every table's comment begins with its kind: station, district or reference (see Sources/HubStore/README.md).
-- Four roles: the owner migrates, xinlian_app serves pages and commands, xinlian_ingest receives batches, and xinlian_auth
-- alone sees accounts, credentials and sessions. None of them bypasses row-level security; a transaction names its
-- principal with SET LOCAL xinlian.scope and the settings that the scope needs.

GRANT SELECT ON schema_migration TO xinlian_app, xinlian_auth;

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

-- Stations sign with keys of their own, so that the hub knows no secret of theirs. A bureau's operator issues a one-time
-- code; whoever presents it first registers an Ed25519 key for the code's station. A key replaces another one when the other
-- has signed for that. Nothing else makes a key: its foreign keys say so.
CREATE TABLE station_enrolment (
    code_digest bytea PRIMARY KEY CHECK (octet_length(code_digest) = 32),
    station_id  text COLLATE "C" NOT NULL REFERENCES station,
    created_at  timestamptz NOT NULL,
    created_by  text NOT NULL,
    expires_at  timestamptz NOT NULL CHECK (expires_at > created_at),
    used_at     timestamptz,
    -- The key that the code registered.
    key_id      text COLLATE "C",
    -- A later code took its place.
    voided_at   timestamptz,
    CHECK ((used_at IS NULL) = (key_id IS NULL)),
    CHECK (used_at IS NULL OR voided_at IS NULL),
    UNIQUE (code_digest, station_id)
);
CREATE INDEX station_enrolment_open ON station_enrolment (station_id) WHERE used_at IS NULL AND voided_at IS NULL;
COMMENT ON TABLE station_enrolment IS 'district: digests of the one-time codes with which stations register their keys';

CREATE TABLE station_key (
    -- The JWK thumbprint (RFC 7638) of the public key in base64url.
    key_id         text COLLATE "C" PRIMARY KEY CHECK (key_id ~ '^[A-Za-z0-9_-]{43}$'),
    station_id     text COLLATE "C" NOT NULL REFERENCES station,
    public_key     bytea NOT NULL CHECK (octet_length(public_key) = 32),
    created_at     timestamptz NOT NULL,
    -- Where it comes from: a code, or the key that it replaces.
    enrolment      bytea,
    replaces       text COLLATE "C",
    revoked_at     timestamptz,
    revoked_reason text CHECK (revoked_reason IN ('replaced', 'revoked')),
    CHECK (num_nonnulls(enrolment, replaces) = 1),
    CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL)),
    UNIQUE (key_id, station_id),
    UNIQUE (replaces),
    FOREIGN KEY (enrolment, station_id) REFERENCES station_enrolment (code_digest, station_id),
    FOREIGN KEY (replaces, station_id) REFERENCES station_key (key_id, station_id)
);
CREATE INDEX station_key_station ON station_key (station_id);
COMMENT ON TABLE station_key IS 'district: public keys that stations sign with';

-- Station -------------------------------------------------------------------------------------------------------------

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

-- Row-level security --------------------------------------------------------------------------------------------------

ALTER TABLE station ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE station_enrolment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE station_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE station_change ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY everybody_reads ON station FOR SELECT TO xinlian_app, xinlian_ingest USING (true);
GRANT SELECT ON station TO xinlian_app, xinlian_ingest;
CREATE POLICY district_configures ON station FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT INSERT, UPDATE ON station TO xinlian_app;
CREATE POLICY sign_in_reads ON station FOR SELECT TO xinlian_auth USING (true);
GRANT SELECT (station_id, name_zh, name_en, active) ON station TO xinlian_auth;

-- The district issues codes, looks at keys and revokes them; it can't make one.
CREATE POLICY district_administers ON station_enrolment FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT, UPDATE (voided_at) ON station_enrolment TO xinlian_app;
CREATE POLICY district_administers ON station_key FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, UPDATE (revoked_at, revoked_reason) ON station_key TO xinlian_app;

-- Whoever presents a code sees it and uses it up, and whoever presents a key's id sees that key.
CREATE POLICY presented ON station_enrolment FOR SELECT TO xinlian_ingest
    USING (encode(code_digest, 'hex') = current_setting('xinlian.enrolment', true));
CREATE POLICY used_up ON station_enrolment FOR UPDATE TO xinlian_ingest
    USING (encode(code_digest, 'hex') = current_setting('xinlian.enrolment', true))
    WITH CHECK (
        encode(code_digest, 'hex') = current_setting('xinlian.enrolment', true)
        AND key_id = current_setting('xinlian.key', true));
GRANT SELECT, UPDATE (used_at, key_id) ON station_enrolment TO xinlian_ingest;

CREATE POLICY presented ON station_key FOR SELECT TO xinlian_ingest
    USING (key_id = current_setting('xinlian.key', true));
-- A new key is the presented one with the presented code, or follows the presented one.
CREATE POLICY registered ON station_key FOR INSERT TO xinlian_ingest
    WITH CHECK (
        (key_id = current_setting('xinlian.key', true)
            AND encode(enrolment, 'hex') = current_setting('xinlian.enrolment', true))
        OR replaces = current_setting('xinlian.key', true));
CREATE POLICY replaced ON station_key FOR UPDATE TO xinlian_ingest
    USING (key_id = current_setting('xinlian.key', true))
    WITH CHECK (key_id = current_setting('xinlian.key', true) AND revoked_reason = 'replaced');
GRANT SELECT, UPDATE (revoked_at, revoked_reason) ON station_key TO xinlian_ingest;
GRANT INSERT (key_id, station_id, public_key, created_at, enrolment, replaces) ON station_key TO xinlian_ingest;

-- Changes for stations are written for the district and read by the station.
CREATE POLICY app_reads ON station_change FOR SELECT TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'station'
        AND station_id = current_setting('xinlian.station', true)
        OR current_setting('xinlian.scope', true) = 'district');
CREATE POLICY district_publishes ON station_change FOR ALL TO xinlian_app
    USING (current_setting('xinlian.scope', true) = 'district')
    WITH CHECK (current_setting('xinlian.scope', true) = 'district');
GRANT SELECT, INSERT ON station_change TO xinlian_app;
